import type {
  Completeness,
  LackingService,
  OverviewCompletenessAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { readServiceFractions } from '../../database/operations/overview/readServiceFractions';
import type { ServiceEntity } from '../../database/operations/overview/readServiceEntities';
import { readServiceValues } from '../../database/operations/overview/readServiceValues';
import { failedDeploymentRecoveryTime } from '../../metrics';
import { ASKED_METRICS } from './answerServices';
import { chooseServices } from './chooseServices';
import type { OverviewQuestion } from './OverviewQuestion';

const MOST_LACKING = 100;

/** That nothing failed, so that nothing recovered, is nothing that lacks. */
const EXPECTED_METRICS = ASKED_METRICS.filter(
  ({ id }) => id !== failedDeploymentRecoveryTime.definition.id,
);

const FRACTIONS = [
  'deploymentsWithRevision',
  'deploymentsLinkedToPullRequests',
  'incidentsLinked',
] as const;

/** Counts a condition over services, and names those that lack most of it. */
function completenessOf(
  id: Pick<Completeness, 'id' | 'metricId'>,
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
    ...id,
    count: parts.reduce((sum, { count }) => sum + count, 0),
    total: parts.reduce((sum, { total }) => sum + total, 0),
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
  const { services } = await chooseServices(question);
  const asked = {
    knex: context.knex,
    entityIds: services.map(({ id }) => id),
  };
  const ofServices = new Map(
    (await readServiceFractions({ ...asked, window })).map(
      ({ entityId, fractions }) => [entityId, fractions],
    ),
  );
  const values = await readServiceValues({
    ...asked,
    days: window.days,
    metrics: EXPECTED_METRICS,
  });
  const fractions = FRACTIONS.map(id =>
    completenessOf(
      { id },
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
  const known = EXPECTED_METRICS.map(({ id: metricId }) =>
    completenessOf(
      { id: 'servicesWithValue', metricId },
      services.map(service => {
        const value = values
          .get(service.id)
          ?.find(each => each.metricId === metricId)?.value;
        return { service, count: value === undefined ? 0 : 1, total: 1 };
      }),
    ),
  );
  return {
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    window,
    fractions: [...fractions, ...known],
  };
}
