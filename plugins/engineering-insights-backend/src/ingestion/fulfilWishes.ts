import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type {
  Connector,
  WebhookDelivery,
} from '@sei-platform/plugin-engineering-insights-node';
import { discoverScopes } from './discoverScopes';
import { maintainConnectors } from './maintainConnectors';

/** What a delivery has to be done that takes asking the source. */
export interface Wish {
  readonly connector: Connector;
  readonly isForScopes: boolean;
  readonly isForMaintenance: boolean;
}

export function wishOf(
  connector: Connector,
  delivery: WebhookDelivery,
): Wish | undefined {
  const { webhook } = connector;
  const isForScopes =
    (webhook?.changedEverywhere?.(delivery).length ?? 0) > 0 &&
    connector.organizationScopes !== undefined;
  const isForMaintenance = webhook?.asksForMaintenance?.(delivery) === true;
  return isForScopes || isForMaintenance
    ? { connector, isForScopes, isForMaintenance }
    : undefined;
}

/** Does once for all deliveries what some of them asked for. What fails is told and done at its usual time. */
export async function fulfilWishes(options: {
  readonly knex: Knex;
  readonly logger: LoggerService;
  readonly wishes: readonly Wish[];
  readonly signal: AbortSignal;
}): Promise<void> {
  const { knex, logger, wishes, signal } = options;
  const connectorsOf = (isMeant: (wish: Wish) => boolean) => [
    ...new Set(wishes.filter(isMeant).map(({ connector }) => connector)),
  ];
  const shared = { knex, logger, signal };
  await discoverScopes({
    ...shared,
    connectors: connectorsOf(wish => wish.isForScopes),
  });
  await maintainConnectors({
    ...shared,
    connectors: connectorsOf(wish => wish.isForMaintenance),
  });
}
