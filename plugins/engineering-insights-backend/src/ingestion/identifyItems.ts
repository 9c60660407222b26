import type { JsonValue } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { Payload } from '../database/operations/ingestion/storePayloads';
import { hashJson } from './hashJson';
import { readInstant } from './readInstant';
import { type ScrubOptions, scrubPersonal } from './scrubPersonal';

/** Makes of what a source sent what may be stored: scrubbed, identified and hashed. */
export function identifyItems(
  options: ScrubOptions & {
    readonly stream: Stream;
    readonly items: readonly JsonValue[];
  },
): Payload[] {
  const { stream, items, salt, privacy } = options;
  return items.map(item => {
    const body = scrubPersonal({
      item,
      pointers: stream.personal,
      salt,
      privacy,
    });
    const bodyHash = hashJson(body);
    return { ...identify(stream, body, bodyHash), body, bodyHash };
  });
}

// An item without an id is kept under its hash, since normalize will say what is wrong with it.
function identify(
  stream: Stream,
  body: JsonValue,
  bodyHash: string,
): { externalId: string; updatedAt?: string } {
  let identity: { externalId: string; updatedAt?: string } | undefined;
  try {
    identity = stream.identify(body);
  } catch {
    identity = undefined;
  }
  const externalId = identity?.externalId
    ? String(identity.externalId)
    : `sha256:${bodyHash}`;
  const updatedAt = readInstant(identity?.updatedAt);
  return { externalId, ...(updatedAt && { updatedAt }) };
}
