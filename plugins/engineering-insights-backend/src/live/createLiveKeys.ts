import { createHmac } from 'node:crypto';

/** The channel of the portal's signals. */
export const CHANGED_CHANNEL = 'engineering-insights:changed';

const KEY_LENGTH = 32;

/** By what signals name an entity: everyone gets them, so that only who may see the entity is told its key. */
export type LiveKeyOf = (entityRef: string) => string;

/** The same keys in every replica, as the salt stands in the database. */
export function createLiveKeys(options: {
  readonly identitySalt: string;
}): LiveKeyOf {
  return entityRef =>
    createHmac('sha256', options.identitySalt)
      // Apart from what else is hashed with the salt.
      .update(`live ${entityRef.toLocaleLowerCase('en-US')}`)
      .digest('hex')
      .slice(0, KEY_LENGTH);
}
