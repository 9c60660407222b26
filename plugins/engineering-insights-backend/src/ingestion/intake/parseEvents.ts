import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, isError } from '@backstage/errors';
import { z } from 'zod/v4';
import { BOUND_KINDS } from '../../database/operations/binding/boundKinds';

/** How many facts one batch may hold. */
export const MAXIMUM_FACT_COUNT = 5_000;

const eventsSchema = z.object({
  entityRef: z.string().min(1).max(500).optional(),
  scope: z.string().trim().min(1).max(500).optional(),
  facts: z.array(z.unknown()),
});

/** A batch of the intake whose facts are still unread. */
export interface Events {
  /** In lower case. */
  readonly entityRef?: string;
  /** The scope that the facts belong to: the one named, or else one of the entity's own. */
  readonly scope: string;
  readonly facts: readonly unknown[];
}

/** Reads the envelope of a batch. @throws InputError that says what to send instead. */
export function parseEvents(body: unknown): Events {
  const parsed = eventsSchema.safeParse(body);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'The body'}: ${message}`,
    );
    throw new InputError(
      `Send { "entityRef", "scope", "facts": [] }. ${problems.join('; ')}`,
    );
  }
  const { facts } = parsed.data;
  if (facts.length > MAXIMUM_FACT_COUNT) {
    throw new InputError(
      `Send at most ${MAXIMUM_FACT_COUNT} facts at a time; this batch has ${facts.length}.`,
    );
  }
  const entityRef =
    parsed.data.entityRef && readEntityRef(parsed.data.entityRef);
  const scope = parsed.data.scope ?? entityRef;
  if (!scope) {
    throw new InputError(
      'Name the scope that the facts belong to, or an entityRef that reads them.',
    );
  }
  return { ...(entityRef && { entityRef }), scope, facts };
}

function readEntityRef(text: string): string {
  const [kinds, last] = [
    BOUND_KINDS.slice(0, -1).join(', '),
    BOUND_KINDS[BOUND_KINDS.length - 1],
  ];
  try {
    const ref = parseEntityRef(text);
    if (BOUND_KINDS.includes(ref.kind.toLowerCase()))
      return stringifyEntityRef(ref);
  } catch (error) {
    throw new InputError(
      `entityRef must be like component:default/payments: ${
        isError(error) ? error.message : error
      }`,
    );
  }
  throw new InputError(
    `entityRef must name a ${kinds} or ${last}, not ${text}.`,
  );
}
