import {
  previousWindow,
  type MetricWindow,
  type OverviewChangesAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import {
  readServiceEntities,
  type ServiceEntity,
} from '../../database/operations/overview/readServiceEntities';
import { readSnapshot } from '../../database/readSnapshot';
import {
  createPeriod,
  readMembers,
  sumByPhase,
  sumByService,
  type Member,
} from '../../engine';
import {
  changeFailRate,
  changeLeadTime,
  deploymentReworkRate,
  failedDeploymentRecoveryTime,
} from '../../metrics';
import { chooseServices, isFiltering } from './chooseServices';
import { moveOf } from './moveOf';
import type { OverviewQuestion } from './OverviewQuestion';

/** Means and shares, which can be divided; how often there was something is a count of days too. */
const MOVING: readonly Metric[] = [
  changeLeadTime,
  failedDeploymentRecoveryTime,
  changeFailRate,
  deploymentReworkRate,
];

/** What belonged in the two windows: of the whole everything, as its numbers count it; of a filter what it leaves. */
async function membersOf(
  question: OverviewQuestion,
  windows: readonly MetricWindow[],
): Promise<{
  members: readonly Member[];
  visible: ReadonlyMap<number, ServiceEntity>;
}> {
  const { context, credentials, entity, window, filter } = question;
  const { knex, authorise } = context;
  const members = await readMembers({
    knex,
    entityIds: [entity.id],
    periods: windows,
  });
  if (isFiltering(filter)) {
    const { spans } = await chooseServices({
      ...question,
      spansFrom: previousWindow(window).from,
    });
    const ids = new Set(spans.map(({ entityId }) => entityId));
    const services = await readServiceEntities({ knex, entityIds: [...ids] });
    return {
      members: members.filter(({ entityId }) => ids.has(entityId)),
      visible: new Map(services.map(each => [each.id, each])),
    };
  }
  const services = await readServiceEntities({
    knex,
    entityIds: [...new Set(members.map(({ entityId }) => entityId))],
  });
  const refs = await authorise.visibleOf({
    credentials,
    entityRefs: services.map(({ ref }) => ref),
    metricIds: MOVING.map(({ definition }) => definition.id),
  });
  return {
    members,
    visible: new Map(
      services
        .filter(({ ref }) => refs.has(ref))
        .map(service => [service.id, service]),
    ),
  };
}

/** How the means and shares of an overview moved from the window before, and what of that is whose. */
export async function answerChanges(
  question: OverviewQuestion,
): Promise<OverviewChangesAnswer> {
  const { context, entity, window } = question;
  const windows = [window, previousWindow(window)];
  const { members, visible } = await membersOf(question, windows);
  const now = context.now();
  const periods = windows.map(each => createPeriod({ window: each, now }));
  const metrics = await readSnapshot(context.knex, async knex => {
    const moves = [];
    for (const metric of MOVING) {
      moves.push(
        moveOf({
          metric,
          visible,
          sums: await sumByService({ knex, metric, members, periods }),
          ...(metric === changeLeadTime && {
            phases: await sumByPhase({ knex, members }),
          }),
        }),
      );
    }
    return moves;
  });
  return {
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    window,
    previousWindow: windows[1],
    metrics,
  };
}
