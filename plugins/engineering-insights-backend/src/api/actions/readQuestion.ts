import { parseEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { resolveWindow } from '@sei-platform/plugin-engineering-insights-common';
import type { EntityName } from '../../service/authorise';
import type { WindowInput } from '../../service/EngineeringInsightsService';

interface Asked {
  readonly entityRef: string;
  readonly days?: number;
  readonly from?: string;
  readonly to?: string;
}

function entityOf(entityRef: string): EntityName {
  try {
    return parseEntityRef(entityRef);
  } catch {
    throw new InputError(
      `entityRef: ${JSON.stringify(
        entityRef,
      )} is no kind:namespace/name, such as component:default/payments.`,
    );
  }
}

/** What an action is asked, as the service takes it. @throws InputError that names the field. */
export function readQuestion(
  asked: Asked,
  now: string,
): { entity: EntityName; window: WindowInput } {
  const { entityRef, days, from, to } = asked;
  const entity = entityOf(entityRef);
  if (days === undefined) return { entity, window: { from, to } };
  if (from !== undefined || to !== undefined) {
    throw new InputError('days: give either days, or from and to.');
  }
  const last = resolveWindow({ question: { days }, now });
  return { entity, window: { from: last?.from, to: last?.to } };
}
