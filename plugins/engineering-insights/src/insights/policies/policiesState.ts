import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import {
  putParameter,
  readPageState,
  writePageState,
} from '../../page/state/pageState';
import type { PageState, PageStateChange } from '../../page/state/pageState';

/** What the section shows of its address. */
export interface PoliciesState extends PageState {
  /** As the address has it. */
  readonly ref?: string;
  /** Absent where the address names none, or what it names is no entity. */
  readonly entity?: EntityName;
  /** What the policy in force is compared with. */
  readonly other?: string;
}

export interface PoliciesStateChange extends PageStateChange {
  /** Another component begins anew. */
  readonly ref?: string;
  readonly other?: string | null;
}

function readEntity(ref: string | null): EntityName | undefined {
  if (!ref) return undefined;
  try {
    return parseEntityRef(ref, { defaultKind: 'component' });
  } catch {
    return undefined;
  }
}

export function readPoliciesState(
  parameters: URLSearchParams,
  now: Date,
): PoliciesState {
  const ref = parameters.get('entity');
  const entity = readEntity(ref);
  return {
    ...readPageState(parameters, now),
    ...(ref && { ref: entity ? stringifyEntityRef(entity) : ref }),
    ...(entity && { entity }),
    other: parameters.get('with') ?? undefined,
  };
}

export function writePoliciesState(
  previous: URLSearchParams,
  change: PoliciesStateChange,
): URLSearchParams {
  const next = writePageState(previous, change);
  if (change.ref !== undefined) {
    putParameter(next, 'entity', change.ref);
    putParameter(next, 'with', null);
  }
  if (change.other !== undefined) putParameter(next, 'with', change.other);
  return next;
}
