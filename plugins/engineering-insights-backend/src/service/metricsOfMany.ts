import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Bucket,
  MetricAnswer,
  ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { addDirtyMarks } from '../database/operations/dirtyMarks/addDirtyMarks';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import {
  type CurrentAnswers,
  readCurrentAnswers,
} from '../database/operations/values/readCurrentAnswers';
import { readSnapshot } from '../database/readSnapshot';
import { evaluate } from '../engine';
import { MOST_AGE_MILLISECONDS } from './answerMetrics';
import type { MeasuringInput, WindowInput } from './EngineeringInsightsService';
import { readVisibleEntities } from './entities';
import { hideContributors } from './hideContributors';
import { isKept } from './isKept';
import type { ServiceContext } from './ServiceContext';
import { withholdMetrics } from './withhold';

/** What is asked of many entities at once. */
export interface MetricsOfManyInput extends MeasuringInput {
  readonly entityRefs: readonly string[];
  readonly metricIds: readonly string[];
  readonly window: WindowInput;
  /** Absent: as fits the window. */
  readonly bucket?: Bucket;
  readonly isCompared: boolean;
  /** Roll-ups may be told as they are kept, as on the tabs: not older than an hour or so. */
  readonly mayBeKept: boolean;
}

export interface MetricsOfMany {
  readonly window: ResolvedWindow;
  /** By the ref of the entity, in the order of the metrics that were asked for. */
  readonly byRef: ReadonlyMap<string, CurrentAnswers>;
}

type Question = Omit<MetricsOfManyInput, 'metricIds' | 'window'> & {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly metrics: readonly Metric[];
  readonly window: ResolvedWindow;
};

type AnswersById = ReadonlyMap<number, CurrentAnswers>;

const isLive = ({ definition }: Metric) => definition.isPersonDerived;

async function calculate(
  question: Question,
  entityIds: readonly number[],
  metrics: readonly Metric[],
): Promise<AnswersById> {
  const { context, window, bucket = window.bucket } = question;
  if (entityIds.length === 0 || metrics.length === 0) {
    return new Map();
  }
  const now = context.now();
  const answers = await readSnapshot(context.knex, knex =>
    evaluate({
      ...question,
      knex,
      metrics,
      entityIds,
      bucket,
      now,
      intervalSeconds: context.settings.pollIntervalSeconds,
      minimumContributors: context.minimumContributors,
    }),
  );
  return new Map(
    entityIds.map(id => [id, { answers: answers.get(id)!, calculatedAt: now }]),
  );
}

/** The kept answers of roll-ups; what is missing or old is calculated anew in the background. */
async function readKept(
  question: Question,
  entities: readonly StoredEntity[],
): Promise<AnswersById> {
  const { context, metrics, window, bucket, mayBeKept } = question;
  if (!mayBeKept || (bucket ?? window.bucket) !== window.bucket) {
    return new Map();
  }
  const asked = entities.filter(entity => isKept({ ...question, entity }));
  if (asked.length === 0) {
    return new Map();
  }
  const { knex } = context;
  const kept = await readCurrentAnswers({
    knex,
    entityIds: asked.map(({ id }) => id),
    window,
    metrics: metrics
      .filter(metric => !isLive(metric))
      .map(({ definition }) => definition),
  });
  const now = context.now();
  const toRefresh = asked.filter(({ id }) => {
    const at = kept.get(id)?.calculatedAt;
    return !at || Date.parse(now) - Date.parse(at) > MOST_AGE_MILLISECONDS;
  });
  if (toRefresh.length > 0) {
    const entityIds = toRefresh.map(({ id }) => id);
    await addDirtyMarks({ knex, entityIds, fromAt: now, reason: 'facts' });
    context.onDirty();
  }
  return kept;
}

/** In the order of the metrics that were asked for. */
function inOrder(
  { metrics, isCompared }: Question,
  parts: readonly (CurrentAnswers | undefined)[],
): CurrentAnswers {
  const known = parts.flatMap(part => part ?? []);
  const byId = new Map<string, MetricAnswer>(
    known.flatMap(({ answers }) => answers.map(each => [each.metricId, each])),
  );
  return {
    answers: metrics.map(({ definition }) => {
      const answer = byId.get(definition.id)!;
      if (isCompared) {
        return answer;
      }
      const { previous: _, change: __, ...uncompared } = answer;
      return uncompared;
    }),
    calculatedAt: known.map(part => part.calculatedAt).sort()[0],
  };
}

/** Metrics of many entities in one window: the same few queries, however many entities. */
export async function getMetrics(question: Question): Promise<MetricsOfMany> {
  const { context, credentials, metrics, window } = question;
  const entities = await readVisibleEntities(question);
  const kept = await readKept(question, entities);
  const ids = entities.map(({ id }) => id);
  const calculated = await calculate(
    question,
    ids.filter(id => !kept.has(id)),
    metrics,
  );
  const live = await calculate(
    question,
    [...kept.keys()],
    metrics.filter(isLive),
  );
  const permitted = await context.authorise.metricsOf({
    credentials,
    entityRefs: entities.map(({ ref }) => ref),
    metricIds: metrics.map(({ definition }) => definition.id),
  });
  const known = entities.map(({ id, ref }) => {
    const { answers, calculatedAt } = inOrder(question, [
      kept.get(id),
      calculated.get(id),
      live.get(id),
    ]);
    return {
      ref,
      answers: withholdMetrics(answers, permitted.get(ref)!),
      calculatedAt,
    };
  });
  const told = await hideContributors({
    ...question,
    metrics: known.flatMap(({ answers }) => answers),
  });
  return {
    window,
    byRef: new Map(
      known.map(({ ref, calculatedAt }, index) => [
        ref,
        {
          answers: told.slice(
            index * metrics.length,
            (index + 1) * metrics.length,
          ),
          calculatedAt,
        },
      ]),
    ),
  };
}
