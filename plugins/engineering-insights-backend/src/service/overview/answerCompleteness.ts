import type {
  Completeness,
  LackingService,
  OverviewCompletenessAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { ServiceEntity } from '../../database/operations/overview/readServiceEntities';
import { readServiceValues } from '../../database/operations/overview/readServiceValues';
import { readFractions, readFractionsByService } from '../../engine';
import { failedDeploymentRecoveryTime } from '../../metrics';
import { ASKED_METRICS } from './answerServices';
import { chooseServices } from './chooseServices';
import type { OverviewQuestion } from './OverviewQuestion';

const MOST_LACKING = 100;

/** That nothing failed, so that nothing recovered, is nothing that lacks. */
const EXPECTED_METRICS = ASKED_METRICS.filter(
  ({ id }) => id !== failedDeploymentRecoveryTime.definition.id,
);

/** Names those of the services that lack most of a condition. */
function completenessOf(
  whole: Pick<Completeness, 'id' | 'metricId' | 'count' | 'total'>,
  parts: readonly {
    readonly service: ServiceEntity;
    readonly count: number;
    readonly total: number;
  }[],
): Completeness {
  const lacking = parts
    .filter(({ count, total }) => count < total)
    .sort((a, b) => b.total - b.count - (a.total - a.count));
  return {
    ...whole,
    lacking: lacking.slice(0, MOST_LACKING).map(
      ({ service: { ref, kind, title }, count, total }): LackingService => ({
        ref,
        kind,
        title,
        count,
        total,
      }),
    ),
    lackingCount: lacking.length,
  };
}

/** How complete the data of the services of an overview is, and which lack what. */
export async function answerCompleteness(
  question: OverviewQuestion,
): Promise<OverviewCompletenessAnswer> {
  const { context, entity, window } = question;
  const { knex } = context;
  const { services, spans: members } = await chooseServices(question);
  const whole = await readFractions({ knex, members });
  const ofServices = await readFractionsByService({ knex, members });
  const values = await readServiceValues({
    knex,
    entityIds: services.map(({ id }) => id),
    days: window.days,
    metrics: EXPECTED_METRICS,
  });
  const fractions = whole.fractions.map(({ id, count, total }) =>
    completenessOf(
      { id, count, total },
      services.flatMap(service => {
        const fraction = ofServices
          .get(service.id)
          ?.find(each => each.id === id);
        return fraction
          ? [{ service, count: fraction.count, total: fraction.total }]
          : [];
      }),
    ),
  );
  const known = EXPECTED_METRICS.map(({ id: metricId }) => {
    const parts = services.map(service => {
      const value = values
        .get(service.id)
        ?.find(each => each.metricId === metricId)?.value;
      return { service, count: value === undefined ? 0 : 1, total: 1 };
    });
    const count = parts.filter(part => part.count > 0).length;
    return completenessOf(
      { id: 'servicesWithValue', metricId, count, total: parts.length },
      parts,
    );
  });
  return {
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    window,
    fractions: [...fractions, ...known],
  };
}
