import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import type { PrivacyRules } from '../privacy/PrivacyRules';
import type { IngestionSettings } from './IngestionSettings';
import type { ToldFailures } from './ToldFailures';

/** What every part of ingestion is given. */
export interface IngestionContext {
  readonly knex: Knex;
  readonly connectors: readonly Connector[];
  readonly identitySalt: string;
  /** Pseudonymous where absent. */
  readonly privacy?: PrivacyRules;
  readonly logger: LoggerService;
  readonly settings: IngestionSettings;
  readonly toldFailures: ToldFailures;
}

/** The connector of a source and origin, if this replica has it. */
export function findConnector(
  connectors: readonly Connector[],
  of: { readonly source: string; readonly origin: string },
): Connector | undefined {
  return connectors.find(
    connector => connector.id === of.source && connector.origin === of.origin,
  );
}
