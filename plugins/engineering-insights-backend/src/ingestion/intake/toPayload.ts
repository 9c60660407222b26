import type { JsonValue } from '@backstage/types';
import type { Payload } from '../../database/operations/ingestion/storePayloads';
import { hashJson } from '../hashJson';
import { scrubAddresses, scrubPersonal } from '../scrubPersonal';

const PERSONAL = ['author', 'mergedBy', 'reviewer', 'assignee'].flatMap(
  field => [`/${field}/login`, `/${field}/email`, `/${field}/name`],
);

/** Makes of a fact as it was sent what may be stored, valid or not: scrubbed, identified and hashed. */
export function toPayload(fact: JsonValue, salt: string): Payload {
  const body = scrubPersonal({
    item: scrubAddresses({ body: fact, salt }),
    pointers: PERSONAL,
    salt,
  });
  const bodyHash = hashJson(body);
  const updatedAt = readText(body, 'sourceUpdatedAt');
  const [kind, externalId] = [
    readText(body, 'kind'),
    readText(body, 'externalId'),
  ];
  return {
    externalId:
      kind && externalId
        ? `${kind}:${externalId}`.slice(0, 500)
        : `sha256:${bodyHash}`,
    ...(updatedAt && !Number.isNaN(Date.parse(updatedAt)) && { updatedAt }),
    body,
    bodyHash,
  };
}

function readText(body: JsonValue, member: string): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return undefined;
  const value = body[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
