import type {
  ChoiceCount,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { ServiceSpan } from '../../database/operations/overview/countBands';
import {
  readServiceEntities,
  type ServiceEntity,
} from '../../database/operations/overview/readServiceEntities';
import { readMembers } from '../../engine';
import { doraMetrics } from '../../metrics';
import type { OverviewFilter, OverviewQuestion } from './OverviewQuestion';

/** The services of a system, domain or group that a caller's question is about. */
export interface ChosenServices {
  /** By title: those that belonged in the window, are visible, and pass the filters. */
  readonly services: readonly ServiceEntity[];
  /** When each of the visible services that pass the filters belonged, also before the window. */
  readonly spans: readonly ServiceSpan[];
  /** Of those that belonged in the window. */
  readonly hiddenServiceCount: number;
  readonly lifecycles: readonly ChoiceCount[];
  readonly tags: readonly ChoiceCount[];
}

const DORA_METRIC_IDS = doraMetrics.map(({ definition }) => definition.id);

function passes({ lifecycle, tag }: OverviewFilter) {
  return (service: ServiceEntity) =>
    (lifecycle === undefined || service.lifecycle === lifecycle) &&
    (tag === undefined || service.tags.includes(tag));
}

function countChoices(values: readonly string[]): readonly ChoiceCount[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, serviceCount]) => ({ value, serviceCount }))
    .sort((a, b) => a.value.localeCompare(b.value, 'en'));
}

/**
 * Which services an overview is of. What the caller may not see in the catalog
 * is neither listed nor counted, except as their number.
 */
export async function chooseServices(
  question: OverviewQuestion & {
    /** Since when spans are told; the window where absent. */
    readonly spansFrom?: string;
  },
): Promise<ChosenServices> {
  const { context, credentials, entity, window, filter } = question;
  const { knex, authorise } = context;
  const whole: MetricWindow = {
    from: question.spansFrom ?? window.from,
    to: window.to,
  };
  const members = (
    await readMembers({ knex, entityIds: [entity.id], periods: [whole] })
  ).filter(({ isGroup }) => !isGroup);
  const all = await readServiceEntities({
    knex,
    entityIds: [...new Set(members.map(({ entityId }) => entityId))],
  });
  const visibleRefs = await authorise.visibleOf({
    credentials,
    entityRefs: all.map(({ ref }) => ref),
    metricIds: DORA_METRIC_IDS,
  });
  const inWindow = new Set(
    members.filter(({ to }) => to > window.from).map(each => each.entityId),
  );
  const visible = all.filter(({ ref }) => visibleRefs.has(ref));
  const visibleNow = visible.filter(({ id }) => inWindow.has(id));
  const passing = visible.filter(passes(filter));
  const passingIds = new Set(passing.map(({ id }) => id));
  return {
    services: passing.filter(({ id }) => inWindow.has(id)),
    spans: members.filter(({ entityId }) => passingIds.has(entityId)),
    hiddenServiceCount:
      all.filter(({ id }) => inWindow.has(id)).length - visibleNow.length,
    lifecycles: countChoices(
      visibleNow.flatMap(({ lifecycle }) => lifecycle ?? []),
    ),
    tags: countChoices(visibleNow.flatMap(({ tags }) => tags)),
  };
}

/** Whether a filter leaves services out that the whole has. */
export function isFiltering({ lifecycle, tag }: OverviewFilter): boolean {
  return lifecycle !== undefined || tag !== undefined;
}
