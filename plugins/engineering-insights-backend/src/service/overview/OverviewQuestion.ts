import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ResolvedWindow } from '@sei-platform/plugin-engineering-insights-common';
import type { StoredEntity } from '../../database/operations/entities/readEntity';
import type { ServiceContext } from '../ServiceContext';

/** Which services of a system, domain or group count. */
export interface OverviewFilter {
  readonly lifecycle?: string;
  readonly tag?: string;
}

/** What every part of an overview is asked by. */
export interface OverviewQuestion {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  /** That the caller may see. */
  readonly entity: StoredEntity;
  /** One of those whose values are kept. */
  readonly window: ResolvedWindow;
  readonly filter: OverviewFilter;
}
