import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, isError } from '@backstage/errors';
import { BOUND_KINDS } from '../../database/operations/binding/boundKinds';
import type { Intake } from './Intake';

/** Where facts of the intake belong, and who reads that. */
export interface IntakePlace {
  /** In lower case. */
  readonly entityRef?: string;
  /** The one named, or else one of the entity's own. */
  readonly scope?: string;
}

/** @throws InputError that says what to send instead. */
export function placeOf(
  intake: Pick<Intake, 'entityRef' | 'scope'>,
): IntakePlace {
  const entityRef = intake.entityRef && readEntityRef(intake.entityRef);
  const scope = intake.scope?.trim() || entityRef;
  return { ...(entityRef && { entityRef }), ...(scope && { scope }) };
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
