import type { JsonValue } from '@backstage/types';
import type { IntakeStream } from '../IntakeStream';
import { payloadOf } from '../payloadOf';
import { validateFacts } from './validateFacts';

const PERSONAL = ['author', 'mergedBy', 'reviewer', 'assignee'].flatMap(
  field => [`/${field}/login`, `/${field}/email`, `/${field}/name`],
);

/** Facts in our own words. */
export const factsStream: IntakeStream = {
  maximumCount: 5_000,
  itemsName: 'facts',
  toPayload: (item, scrub) =>
    payloadOf({ item, personal: PERSONAL, ...scrub, identify }),
  async understand({ items }) {
    const { valid, invalid } = validateFacts(items);
    return { facts: valid, ignored: [], invalid, notes: [] };
  },
};

function identify(body: JsonValue) {
  const [kind, externalId] = ['kind', 'externalId'].map(member =>
    readText(body, member),
  );
  return {
    externalId: kind && externalId && `${kind}:${externalId}`,
    updatedAt: readText(body, 'sourceUpdatedAt'),
  };
}

function readText(body: JsonValue, member: string): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return undefined;
  const value = body[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
