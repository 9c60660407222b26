import type {
  MetricValue,
  Reason,
  ReasonCode,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  Metric,
  MetricNeed,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Measurement } from './Measurement';
import type { Readiness } from './Readiness';
import { factTimesFor, readingFor, type Reading } from './readingFor';
import type { RolloutCounts } from './readRolloutCounts';

type Unknown = Exclude<MetricValue, { value: number }>;
/** Why there is no value, and as what that counts. */
export type NoValue = Pick<Unknown, 'status' | 'reason'>;

function none(
  status: Unknown['status'],
  code: ReasonCode,
  parameters: Reason['parameters'] = {},
): NoValue {
  return { status, reason: { code, parameters } };
}

/** How far the reading of history is, and what stops it. */
export function collectingParameters(reading: Reading): Reason['parameters'] {
  return {
    doneScopeCount: reading.doneScopeCount,
    totalScopeCount: reading.scopeCount,
    ...(reading.secondsLeft !== undefined && {
      secondsLeft: reading.secondsLeft,
    }),
    ...(reading.failure && {
      error: reading.failure.error,
      message: reading.failure.message,
    }),
  };
}

const MOST_NAMES = 5;

const hasScopes = ({ scopes, parts }: Readiness): boolean =>
  scopes.length > 0 || parts.some(hasScopes);

/** Nothing is connected, or nothing that is connected can be read. */
function noSource(
  readiness: Readiness,
  reading: Reading,
  needs: readonly MetricNeed[],
): NoValue | undefined {
  const { goneScopeTitles } = readiness;
  if (!hasScopes(readiness)) {
    return goneScopeTitles.length > 0
      ? none('notConfigured', 'sourceGone', {
          scopes: goneScopeTitles.slice(0, MOST_NAMES),
        })
      : none('notConfigured', 'noScope');
  }
  // What else could count as a deployment is offered where none is found.
  if (reading.scopeCount === 0 && !needs.includes('deployments')) {
    return none('notConfigured', 'notConnected', { needs });
  }
  return reading.isEveryStreamRefused
    ? none('notConfigured', 'sourceRefused', {
        scopes: reading.scopeTitles.slice(0, MOST_NAMES),
      })
    : undefined;
}

function noDeployments(
  readiness: Readiness,
  reading: Reading,
): NoValue | undefined {
  if (!readiness.hasDeployments) {
    return readiness.hasDeploymentRule
      ? none('noData', 'neverAnyData')
      : none('notConfigured', 'noDeploymentRule', {
          scopes: reading.scopeTitles.slice(0, MOST_NAMES),
        });
  }
  if (!readiness.hasProductionDeployments) {
    return none('notConfigured', 'noProductionEnvironment', {
      environments: readiness.environments,
    });
  }
  return undefined;
}

/** There was something, and none of it counts. Of what people did not even that is told. */
function allLeftOut(
  { definition, needs }: Metric,
  { excluded }: Pick<Measurement, 'excluded'>,
): NoValue | undefined {
  const count = excluded.reduce((sum, part) => sum + part.count, 0);
  if (count === 0 || definition.isPersonDerived) return undefined;
  return needs.includes('failures') &&
    excluded.some(({ code }) => code === 'stillOpen')
    ? none('noData', 'notRecovered', { count })
    : none('noData', 'allLeftOut', {
        count,
        codes: [...excluded]
          .sort((one, other) => other.count - one.count)
          .map(({ code }) => code),
      });
}

/** Why a metric without any included observation has no value: the first reason that holds, the one to act on. */
export function reasonForNone(options: {
  readonly metric: Metric;
  readonly readiness: Readiness;
  readonly rollouts: RolloutCounts;
  readonly measurement: Pick<Measurement, 'excluded'>;
}): NoValue {
  const { metric, readiness, rollouts, measurement } = options;
  const { needs } = metric;
  const reading = readingFor(readiness, metric);
  const unreadable = noSource(readiness, reading, needs);
  if (unreadable) {
    return unreadable;
  }
  if (reading.isCollecting) {
    return none('collecting', 'collecting', collectingParameters(reading));
  }
  const unconfigured = needs.includes('deployments')
    ? noDeployments(readiness, reading)
    : undefined;
  if (unconfigured) {
    return unconfigured;
  }
  if (needs.includes('revisions') && rollouts.withoutRevisionCount > 0) {
    return none('noData', 'noRevision', {
      count: rollouts.withoutRevisionCount,
      total: rollouts.totalCount,
    });
  }
  const leftOut = allLeftOut(metric, measurement);
  if (leftOut) {
    return leftOut;
  }
  if (needs.includes('failures') && rollouts.totalCount > 0) {
    return none('noData', 'noFailures');
  }
  const { lastAt: lastDataAt } = factTimesFor(readiness, metric);
  return lastDataAt
    ? none('noData', 'noDataInWindow', { lastDataAt })
    : none('noData', 'neverAnyData');
}
