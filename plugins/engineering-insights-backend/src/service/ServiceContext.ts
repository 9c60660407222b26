import type {
  AuditorService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import type { DeliveryPolicies } from '../delivery';
import type { IngestionSettings } from '../ingestion/IngestionSettings';
import type { ChangeFeed } from '../live/ChangeFeed';
import type { MetricRegistry } from '../metrics';
import type { PrivacyRules } from '../privacy/PrivacyRules';
import type { Authorise } from './authorise';
import type { Turns } from './createTurns';

/** What the service stands on. */
export interface ServiceContext {
  readonly knex: Knex;
  readonly metrics: MetricRegistry;
  readonly connectors: readonly Connector[];
  readonly settings: IngestionSettings;
  readonly identitySalt: string;
  /** Pseudonymous where absent. */
  readonly privacy?: PrivacyRules;
  /** What people did is told from so many of them on. */
  readonly minimumContributors: number;
  /** Those of the configuration. */
  readonly policies: DeliveryPolicies;
  /** Entities may allow badges of their numbers, which are seen without signing in. */
  readonly areBadgesEnabled: boolean;
  /** For what takes a connection for long. */
  readonly turns: Turns;
  readonly catalog: CatalogService;
  readonly authorise: Authorise;
  /** Tells what is calculated. */
  readonly changes: ChangeFeed;
  readonly auditor: AuditorService;
  readonly logger: LoggerService;
  /** Who corrects by hand. @throws NotAllowedError where that is no user. */
  readonly userRefOf: (credentials: BackstageCredentials) => Promise<string>;
  /** Something is to be derived and calculated. */
  readonly onDirty: () => void;
  /** A stream became due. */
  readonly onStreamDue: () => void;
  /** ISO 8601. */
  readonly now: () => string;
}
