import type { LoggerService } from '@backstage/backend-plugin-api';
import { deliveryPolicySchema } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { DeliveryPolicies } from '../src/delivery';

/** What every measurement is given. */
export interface Bench {
  readonly knex: Knex;
  readonly logger: LoggerService;
  readonly componentCount: number;
  /** Of facts and requests, and of the questions asked of them; ISO 8601. */
  readonly now: string;
  readonly policies: DeliveryPolicies;
}

/** The policies of an installation that configures none. */
export const DEFAULT_POLICIES: DeliveryPolicies = {
  default: deliveryPolicySchema.parse({}),
  byAnnotation: {},
};
