import {
  QUANTILES,
  type ExplainAnswer,
  type ExplainRecord,
  type MetricAnswer,
  type MetricWindow,
  type Statistic,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { MeasuringQuestion } from '../measurePeriods';
import { listCorrections } from '../../database/operations/triage/listCorrections';
import { isCorrectable } from '../answersIn';
import { countedMembers } from '../coverage';
import { evaluate } from '../evaluate';
import type { Member } from '../Member';
import { createPeriod } from '../Period';
import { scopeOf } from '../privacy';
import { datedKindsOf } from '../readingFor';
import { readMembers } from '../readMembers';
import { readReadiness } from '../readReadiness';
import { decodeCursor, encodeCursor } from './cursor';
import { describeRecords } from './describeRecords';
import {
  countObservations,
  readObservations,
  readObservationsAtRank,
  type ObservationCursor,
} from './readObservations';
import { readPolicy } from './readPolicy';

const DEFAULT_LIMIT = 50;
/** Corrections at most; the list of triage has all of them. */
const MOST_CORRECTIONS = 100;

export interface ExplainQuestion
  extends Omit<MeasuringQuestion, 'metrics' | 'entityIds'> {
  readonly metric: Metric;
  readonly entityId: number;
  readonly window: MetricWindow;
  readonly cursor?: string;
  readonly limit?: number;
  /** Of which components records are listed; the numbers are of all. Absent: of all. */
  readonly isReadable?: (entityId: number) => boolean;
}

/** What Explain says beyond what the caller knows: the entity and the window as they were asked for. */
export type Explanation = Omit<ExplainAnswer, 'entity' | 'window'>;

/** Which part of the values lies at or below the number; undefined where it is no quantile of values. */
function partOf(
  { definition }: Metric,
  statistic: Statistic,
): number | undefined {
  return definition.aggregate === 'quantile' && statistic !== 'mean'
    ? QUANTILES[statistic]
    : undefined;
}

function formulaParameters(
  metric: Metric,
  answer: MetricAnswer,
  part: number | undefined,
): Record<string, number> {
  const { value, details } = answer;
  if (!('value' in value)) {
    return {};
  }
  const { sampleSize } = value;
  switch (metric.definition.aggregate) {
    case 'quantile':
      return {
        ...(part !== undefined && {
          rank: Math.floor(part * (sampleSize - 1)) + 1,
        }),
        sampleSize,
      };
    case 'perPerson':
    case 'fewestForHalf':
      return { contributorCount: sampleSize };
    case 'ratio':
      return { numerator: value.numerator ?? 0, denominator: sampleSize };
    case 'perDay':
    case 'perServiceDay':
      return {
        count: sampleSize,
        coveredDays: details.coveredDays,
        ...(metric.definition.aggregate === 'perServiceDay' &&
          details.serviceCount > 1 && { serviceCount: details.serviceCount }),
      };
    default:
      return { count: sampleSize };
  }
}

async function refsOf(
  knex: Knex,
  members: readonly Member[],
  entityId: number,
) {
  if (members.every(member => member.entityId === entityId)) {
    return undefined;
  }
  const rows: { id: number; ref: string }[] = await knex('entities')
    .select('id', 'ref')
    .whereIn('id', [...new Set(members.map(member => member.entityId))]);
  const refs = new Map(rows.map(row => [row.id, row.ref]));
  return (id: number) => refs.get(id);
}

function afterOf(cursor: string | undefined): ObservationCursor | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  const after = decodeCursor(cursor);
  if (!after) {
    throw new InputError(
      'The cursor is not one that this API gave. Ask for the first page again, without a cursor.',
    );
  }
  return after;
}

async function correctionsOf(options: {
  knex: Knex;
  members: readonly Member[];
}) {
  const { items } = await listCorrections({
    ...options,
    isCounting: true,
    page: { limit: MOST_CORRECTIONS },
  });
  return items;
}

/**
 * The records behind a number: the same rows that the number is made of, those
 * left out with their reasons, and of a quantile the records at its rank.
 */
export async function explain(question: ExplainQuestion): Promise<Explanation> {
  const {
    knex,
    metric,
    entityId,
    window,
    now,
    statistic = 'p50',
    isWithSubTeams,
    limit = DEFAULT_LIMIT,
    isReadable = () => true,
  } = question;
  const after = afterOf(question.cursor);
  const answers = await evaluate({
    ...question,
    metrics: [metric],
    entityIds: [entityId],
  });
  const [answer] = answers.get(entityId)!;
  const periods = [createPeriod({ window, now })];
  const all = await readMembers({
    knex,
    entityIds: [entityId],
    periods,
    isWithSubTeams,
  });
  const entityIds = [...new Set(all.map(member => member.entityId))];
  const readiness = await readReadiness({
    knex,
    entityIds,
    datedKinds: datedKindsOf([metric]),
    asOf: now,
  });
  const members = countedMembers({
    metric,
    members: all,
    periods,
    readinessOf: id => readiness.get(id),
  });
  const asked = {
    knex,
    metric,
    members,
    periods,
    scope: scopeOf(metric, question),
  };
  const isOfReadable = (each: { readonly entityId: number }) =>
    isReadable(each.entityId);
  const listed = { ...asked, members: members.filter(isOfReadable) };
  // The records of what people did would tell who did it.
  const hasRecords = !metric.definition.isPersonDerived;
  const page = hasRecords
    ? await readObservations({ ...listed, after, limit: limit + 1 })
    : [];
  const hiddenRecordCount =
    hasRecords && listed.members.length < members.length
      ? (await countObservations(asked)) - (await countObservations(listed))
      : 0;
  const rows = page.slice(0, limit);
  const last = page.length > limit ? rows.at(-1) : undefined;
  const { definition } = metric;
  const described = {
    knex,
    definition,
    measuredAs: answer.measuredAs,
    refOf: await refsOf(knex, members, entityId),
  };
  const part = partOf(metric, statistic);
  const atRank: readonly ExplainRecord[] =
    part === undefined
      ? []
      : await describeRecords({
          ...described,
          rows: (
            await readObservationsAtRank({ ...asked, part })
          ).filter(isOfReadable),
        });
  return {
    definition,
    ...(answer.measuredAs && { measuredAs: answer.measuredAs }),
    value: answer.value,
    formula: {
      parameters: formulaParameters(metric, answer, part),
      ...(atRank.length > 0 && { atRank }),
    },
    includedCount: 'value' in answer.value ? answer.value.sampleSize : 0,
    excludedCounts: answer.value.excluded,
    records: await describeRecords({ ...described, rows }),
    hiddenRecordCount,
    ...(last && {
      nextCursor: encodeCursor({
        isExcluded: last.excludedReason !== null,
        observedEpoch: last.observedEpoch,
        observationKey: last.observationKey,
      }),
    }),
    ...(isCorrectable(metric) && {
      corrections: await correctionsOf({
        knex,
        members: all.filter(isOfReadable),
      }),
    }),
    policy: await readPolicy({ knex, entityIds }),
  };
}
