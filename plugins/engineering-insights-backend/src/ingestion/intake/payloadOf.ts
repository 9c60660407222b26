import type { JsonValue } from '@backstage/types';
import type { Payload } from '../../database/operations/ingestion/storePayloads';
import { hashJson } from '../hashJson';
import { readInstant } from '../readInstant';
import { scrubBody, type ScrubOptions, scrubPersonal } from '../scrubPersonal';

/** What an item is, and when its source last changed it. */
export interface ItemIdentity {
  readonly externalId?: string;
  readonly updatedAt?: string;
}

/** Makes of what was sent what may be stored: scrubbed, identified and hashed. */
export function payloadOf(
  options: ScrubOptions & {
    readonly item: JsonValue;
    /** JSON pointers to what is personal, besides what looks so. */
    readonly personal: readonly string[];
    readonly identify: (body: JsonValue) => ItemIdentity;
  },
): Payload {
  const { item, personal: pointers, salt, privacy, identify } = options;
  const body = scrubPersonal({
    item: scrubBody({ body: item, salt, privacy }),
    pointers,
    salt,
    privacy,
  });
  const bodyHash = hashJson(body);
  const { externalId, updatedAt: told } = identify(body);
  const updatedAt = readInstant(told);
  return {
    externalId: externalId ? externalId.slice(0, 500) : `sha256:${bodyHash}`,
    ...(updatedAt && { updatedAt }),
    body,
    bodyHash,
  };
}
