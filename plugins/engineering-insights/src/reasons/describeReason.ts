import type {
  ExclusionCode,
  Reason,
  ReasonParameter,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';

export interface ReasonText {
  readonly sentence: string;
  readonly action: string;
}

export interface ReasonContext {
  /** The days of the window that is shown. */
  readonly days: number;
  readonly formats: Formats;
}

type Parameters = Reason['parameters'];

function text(value: ReasonParameter | undefined): string | undefined {
  if (value === undefined) return undefined;
  const joined = typeof value === 'object' ? value.join(', ') : String(value);
  return joined === '' ? undefined : joined;
}

function number(value: ReasonParameter | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function collecting(parameters: Parameters, { t, duration }: Formats): string {
  const [done, total] = [
    text(parameters.doneScopeCount),
    text(parameters.totalScopeCount),
  ];
  const secondsLeft = number(parameters.secondsLeft);
  if (!done || !total) return t('reason.collecting');
  return secondsLeft === undefined
    ? t('reason.collectingProgress', { done, total })
    : t('reason.collectingProgressTime', {
        done,
        total,
        duration: duration(secondsLeft),
      });
}

function stale(parameters: Parameters, { t, ago }: Formats): string {
  const [since, message] = [
    text(parameters.lastSuccessAt),
    text(parameters.message),
  ];
  if (!since) return t('reason.stale');
  return message
    ? t('reason.staleBecause', { ago: ago(since), message })
    : t('reason.staleSince', { ago: ago(since) });
}

function noRevision(parameters: Parameters, { t }: Formats): string {
  const [count, total] = [text(parameters.count), text(parameters.total)];
  return count && total
    ? t('reason.noRevisionOf', { amount: count, total })
    : t('reason.noRevision');
}

function belowMinimumSample(parameters: Parameters, { t }: Formats): string {
  const [sampleSize, minimumSample] = [
    text(parameters.sampleSize),
    text(parameters.minimumSample),
  ];
  return sampleSize && minimumSample
    ? t('reason.belowMinimumSampleOf', { sampleSize, minimumSample })
    : t('reason.belowMinimumSample');
}

function tooFewContributors(parameters: Parameters, formats: Formats): string {
  const { t } = formats;
  const [count, minimum] = [number(parameters.count), text(parameters.minimum)];
  return count !== undefined && minimum
    ? t('reason.tooFewContributorsOf', { ...formats.counted(count), minimum })
    : t('reason.tooFewContributors');
}

const NOT_CONNECTED = {
  commits: 'reason.notConnectedCommits',
  pullRequests: 'reason.notConnectedPullRequests',
  pipelineRuns: 'reason.notConnectedPipelineRuns',
  incidents: 'reason.notConnectedIncidents',
  issues: 'reason.notConnectedIssues',
  sprints: 'reason.notConnectedSprints',
  findings: 'reason.notConnectedFindings',
  qualityMeasures: 'reason.notConnectedQualityMeasures',
} as const;

/** What a metric needs is told by the first thing of it. */
function notConnected({ needs }: Parameters, { t }: Formats): string {
  const [need] = typeof needs === 'object' ? needs : [];
  return t(
    NOT_CONNECTED[need as keyof typeof NOT_CONNECTED] ?? 'reason.notConnected',
  );
}

function sentenceOf(
  { code, parameters }: Reason,
  { days, formats }: ReasonContext,
): string {
  const { t } = formats;
  switch (code) {
    case 'collecting':
      return collecting(parameters, formats);
    case 'stale':
      return stale(parameters, formats);
    case 'noRevision':
      return noRevision(parameters, formats);
    case 'belowMinimumSample':
      return belowMinimumSample(parameters, formats);
    case 'tooFewContributors':
      return tooFewContributors(parameters, formats);
    case 'sourceGone': {
      const places = text(parameters.scopes);
      return places
        ? t('reason.sourceGoneOf', { places })
        : t('reason.sourceGone');
    }
    case 'sourceRefused': {
      const places = text(parameters.scopes);
      return places
        ? t('reason.sourceRefusedIn', { places })
        : t('reason.sourceRefused');
    }
    case 'noDeploymentRule': {
      const places = text(parameters.scopes);
      return places
        ? t('reason.noDeploymentRuleIn', { places })
        : t('reason.noDeploymentRule');
    }
    case 'noProductionEnvironment': {
      const environments = text(parameters.environments);
      return environments
        ? t('reason.noProductionEnvironmentOf', { environments })
        : t('reason.noProductionEnvironment');
    }
    case 'partialCoverage': {
      const from = text(parameters.coveredFrom);
      return from
        ? t('reason.partialCoverageFrom', { from: formats.day(from) })
        : t('reason.partialCoverage');
    }
    case 'notRecovered':
      return t('reason.notRecovered', {
        amount: String(parameters.count),
        days: String(days),
      });
    case 'allLeftOut':
      return t('reason.allLeftOut', {
        ...formats.counted(number(parameters.count) ?? 0),
        because: codesOf(parameters)
          .map(each => t(`exclusion.${each}`))
          .join(', '),
      });
    case 'notConnected':
      return notConnected(parameters, formats);
    case 'wouldTellOfOthers':
      return t('reason.wouldTellOfOthers', {
        minimum: String(parameters.minimum),
      });
    case 'windowTooShort':
      return t('reason.windowTooShort', {
        minimumDays: String(parameters.minimumDays),
      });
    case 'noFailures':
    case 'noDataInWindow':
      return t(`reason.${code}`, { days: String(days) });
    default:
      return t(`reason.${code}`);
  }
}

/** What was left out, the most frequent first. */
function codesOf({ codes }: Parameters): readonly ExclusionCode[] {
  return Array.isArray(codes) ? codes : [];
}

function actionOf({ code, parameters }: Reason, { t }: Formats): string {
  if (code !== 'allLeftOut') return t(`reason.${code}Action`);
  const [first = 'timeUnknown'] = codesOf(parameters);
  return t(`exclusion.${first}Action`);
}

/** The sentence that a reason stands for, and the one thing that can be done about it. */
export function describeReason(
  reason: Reason,
  context: ReasonContext,
): ReasonText {
  return {
    sentence: sentenceOf(reason, context),
    action: actionOf(reason, context.formats),
  };
}
