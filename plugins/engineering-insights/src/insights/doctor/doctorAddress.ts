import { parseEntityRef } from '@backstage/catalog-model';
import type {
  DoctorTrial,
  EntityName,
} from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';
import { trialText } from './trialText';

const partSchema = z.record(z.string(), z.unknown()).optional();

const trialSchema = z.object({
  annotations: z.record(z.string(), z.string().nullable()).optional(),
  policy: z
    .object({
      deployments: partSchema,
      environments: partSchema,
      failures: partSchema,
      incidents: partSchema,
    })
    .optional(),
});

/** What the setup doctor shows; the address holds all of it. */
export interface DoctorState {
  /** As it stands in the address. */
  readonly entityRef?: string;
  /** Absent where the address names none. */
  readonly entity?: EntityName;
  readonly trial: DoctorTrial;
}

export interface DoctorStateChange {
  readonly entityRef?: string;
  readonly trial?: DoctorTrial;
}

/** Reads the state from the address; what makes no sense there is as if it were absent. */
export function readDoctorState(parameters: URLSearchParams): DoctorState {
  const entityRef = parameters.get('entity') ?? undefined;
  return {
    entityRef,
    entity: readEntity(entityRef),
    trial: readTrial(parameters.get('try')),
  };
}

/** Writes a change into an address; another component begins with no rule. */
export function writeDoctorState(
  previous: URLSearchParams,
  change: DoctorStateChange,
): URLSearchParams {
  const next = new URLSearchParams(previous);
  if (change.entityRef !== undefined) {
    next.set('entity', change.entityRef);
    next.delete('try');
  }
  if (change.trial) {
    const text = trialText(change.trial);
    if (text === undefined) next.delete('try');
    else next.set('try', text);
  }
  return next;
}

function readEntity(ref: string | undefined): EntityName | undefined {
  if (!ref) return undefined;
  try {
    return parseEntityRef(ref, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
  } catch {
    return undefined;
  }
}

function readTrial(text: string | null): DoctorTrial {
  if (!text) return {};
  try {
    return trialSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
