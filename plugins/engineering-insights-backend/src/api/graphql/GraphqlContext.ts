import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Turns } from '../../service/createTurns';
import type { EngineeringInsightsService } from '../../service/EngineeringInsightsService';
import type { Loaders } from './createLoaders';

/** What the fields of one request are resolved with. */
export interface GraphqlContext {
  readonly credentials: BackstageCredentials;
  readonly service: EngineeringInsightsService;
  /** Asks once for what several fields ask for. */
  readonly loaders: Loaders;
  /** Of a subscription: ends it. */
  readonly signal?: AbortSignal;
  /** Through which the service is asked, so that one request does not take all connections from the others. */
  readonly ask: Turns;
}
