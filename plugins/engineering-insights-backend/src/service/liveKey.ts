import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { LiveKeyAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { CHANGED_CHANNEL, createLiveKeys } from '../live/createLiveKeys';
import type { EntityName } from './authorise';
import type { ServiceContext } from './ServiceContext';

/** By what signals name an entity that the caller sees. */
export async function readLiveKey(question: {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly entity: EntityName;
}): Promise<LiveKeyAnswer> {
  const { context } = question;
  const entityRef = await context.authorise.toRead(question);
  return { channel: CHANGED_CHANNEL, key: createLiveKeys(context)(entityRef) };
}
