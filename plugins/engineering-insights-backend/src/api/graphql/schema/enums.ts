import type {
  Aggregate,
  BandLevel,
  Bucket,
  ChangeStart,
  ChangeUnit,
  Clock,
  Cohort,
  Direction,
  ExclusionCode,
  MetricUnit,
  MetricValue,
  ReasonCode,
  Statistic,
} from '@sei-platform/plugin-engineering-insights-common';
import { builder } from './builder';

type Described<T extends string> = Readonly<
  Record<T, { readonly description: string }>
>;

/** One value per word of a type of the API, so that none is forgotten; the words are those of the REST API. */
export function describe<T extends string>(words: Readonly<Record<T, string>>) {
  return Object.fromEntries(
    Object.entries(words).map(([word, description]) => [word, { description }]),
  ) as Described<T>;
}

export const MetricStatus = builder.enumType('MetricStatus', {
  description: 'What is to be known of a value, or why there is none.',
  values: describe<MetricValue['status']>({
    ok: 'There is a value, of all the data of the period.',
    partial: 'There is a value, of the part of the period that was collected.',
    stale: 'There is a value; its sources were not read lately.',
    insufficientSample:
      'There is a value, of so few observations that it says little.',
    noData: 'There is no value: nothing in the period that it could be of.',
    notConfigured: 'There is no value: something has to be set up first.',
    collecting: 'There is no value yet: the history is being read.',
    withheld: 'There is a value that would tell of too few people.',
  }),
});

export const Unit = builder.enumType('MetricUnit', {
  description: 'In what a value is told.',
  values: describe<MetricUnit>({
    seconds: 'A duration in seconds.',
    perDay: 'How many there are per day.',
    ratio: 'A share, from 0 to 1.',
    count: 'How many there are.',
    lines: 'Lines of code.',
    points: 'Points of estimation.',
    people: 'How many people.',
    rating: 'From 1, shown as A, to 5, shown as E.',
  }),
});

export const DirectionEnum = builder.enumType('Direction', {
  description: 'Which way is better.',
  values: describe<Direction>({
    lowerIsBetter: 'Less is better.',
    higherIsBetter: 'More is better.',
    neutral: 'Neither way is better by itself.',
  }),
});

export const AggregateEnum = builder.enumType('Aggregate', {
  description: 'How observations become one number.',
  values: describe<Aggregate>({
    quantile:
      'The median of their values, unless another statistic is asked for.',
    ratio: 'The share of those that count above the line.',
    perDay: 'How many there were per covered day.',
    perServiceDay:
      'How many there were per covered day; of a roll-up per service.',
    count: 'How many there are.',
    perPerson: 'The median over people of how many each has.',
    fewestForHalf: 'How few people have half of them.',
  }),
});

export const BucketEnum = builder.enumType('Bucket', {
  description: 'Into what a series divides its period.',
  values: describe<Bucket>({
    day: 'Days of UTC.',
    week: 'ISO weeks, which begin on Monday 00:00 UTC.',
    month: 'Months of UTC.',
  }),
});

export const ClockEnum = builder.enumType('Clock', {
  description: "By which durations of people's work are told.",
  values: describe<Clock>({
    elapsed: 'The time that passed.',
    working: "The working hours of the team's calendar in it.",
  }),
});

export const StatisticEnum = builder.enumType('Statistic', {
  description: 'What the values of a metric come to.',
  values: describe<Statistic>({
    p50: 'Their median.',
    mean: 'Their mean.',
    p75: 'Their 75th percentile.',
    p90: 'Their 90th percentile.',
  }),
});

export const ChangeUnitEnum = builder.enumType('ChangeUnit', {
  description: 'What is counted as a change.',
  values: describe<ChangeUnit>({
    commit: 'A commit.',
    pullRequest: 'A pull request.',
  }),
});

export const ChangeStartEnum = builder.enumType('ChangeStart', {
  description: 'From when on the time of a change is counted.',
  values: describe<ChangeStart>({
    authored: 'From when it was written.',
    committed: 'From its commit date, which a rebase rewrites.',
    opened: 'From when its pull request was opened.',
    merged: 'From when its pull request was merged.',
  }),
});

export const CohortEnum = builder.enumType('Cohort', {
  description: 'Whose work counts.',
  values: describe<Cohort>({
    all: "Everyone's.",
    human: "People's.",
    bot: "Machines'.",
  }),
});

export const BandLevelEnum = builder.enumType('BandLevel', {
  description: 'A band of a published scale.',
  values: describe<BandLevel>({
    elite: 'The best band.',
    high: 'The second band.',
    medium: 'The third band.',
    low: 'The last band.',
  }),
});

export const VerdictEnum = builder.enumType('Verdict', {
  description: 'How a value differs from the one of the period before.',
  values: describe<
    'better' | 'worse' | 'noClearChange' | 'neutral' | 'notComparable'
  >({
    better: 'It is better, and more so than by chance.',
    worse: 'It is worse, and more so than by chance.',
    noClearChange: 'It differs no more than by chance.',
    neutral: 'It differs, and neither way is better.',
    notComparable: 'The two cannot be compared; the reason says why.',
  }),
});

export const ReasonCodeEnum = builder.enumType('ReasonCode', {
  description: 'Why there is no value, or what is to be known of it.',
  values: describe<ReasonCode>({
    noScope: 'The entity names no place at a source.',
    notConnected: 'Its sources are not set up.',
    sourceGone: 'The source says that the place is gone.',
    sourceRefused: 'The source refuses to be read.',
    collecting: 'The history is being read.',
    noDeploymentRule: 'Nothing that is stored counts as a deployment.',
    noProductionEnvironment: 'No environment counts as production.',
    noRevision: 'The deployments name no commit.',
    noFailures: 'Nothing failed.',
    notRecovered: 'What failed is not over yet.',
    allLeftOut: 'All that there was is left out; see what is excluded.',
    noDataInWindow: 'There is nothing in the period.',
    neverAnyData: 'There was never anything.',
    belowMinimumSample: 'There are too few observations.',
    partialCoverage: 'Not all of the period was collected.',
    stale: 'The sources were not read lately.',
    tooFewContributors: 'It would tell of too few people.',
    wouldTellOfOthers: 'With the numbers of others it would tell of too few.',
    windowTooShort: 'What people did is not told of so short a period.',
    notPermitted: 'The caller may not see it.',
  }),
});

export const ExclusionCodeEnum = builder.enumType('ExclusionCode', {
  description: 'Why a record is left out of a number.',
  values: describe<ExclusionCode>({
    mergeCommit: 'A merge brings no change of its own.',
    squashCommit: 'It stands for commits that are counted.',
    rebasedCopy: 'It is a copy of a commit that is counted.',
    firstDeployment: 'It was in the first deployment that is known.',
    noBase: 'It is not known what was deployed before.',
    historyTruncated: 'The history does not reach back so far.',
    gapTooLong: 'Nothing was deployed for long before.',
    startsAfterFinish: 'It began after it ended.',
    outsidePaths: 'It touches nothing of this entity.',
    noRevision: 'The deployment names no commit.',
    unresolvedRevision: 'The deployment names a commit that was not found.',
    tooRecent: 'It is so recent that it may still change.',
    stillOpen: 'It is not over yet.',
    isRollback: 'A rollback brings no change.',
    boundaryMissing: 'One of its ends is not known.',
    boundaryOutOfOrder: 'Its ends are in the wrong order.',
    notReviewed: 'It was not reviewed.',
    notDeployed: 'It was not deployed.',
    bot: 'A machine made it.',
    revisionAlreadyDeployed: 'The same revision was deployed before.',
    sizeUnknown: 'It is not known how large it is.',
    notStarted: 'It was never begun.',
    notOnDefaultBranch: 'It ran on another branch than the default one.',
    branchUnknown: 'It is not known on which branch it ran.',
    cancelled: 'It was cancelled.',
    outcomeUnknown: 'It is not known how it ended.',
    notEstimated: 'It has no estimate.',
    notDone: 'It is not done.',
    notClassified: 'It is not known of what type it is.',
    dismissed: 'Someone dismissed it.',
    timeUnknown: 'It is not known when it was.',
    categoryUnknown: 'It is not known of which part it is.',
    authorUnknown: 'It is not known who made it.',
    noPullRequest: 'No pull request is known that brought it.',
  }),
});
