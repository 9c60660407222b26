import type {
  DeploymentRow,
  DeploymentsAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { createRandom } from './random';

const DAY_MS = 86_400_000;
const ENVIRONMENTS = ['prd-eu', 'prd-us'] as const;

export const entity = {
  ref: 'component:default/payments',
  kind: 'Component',
  title: 'Payments',
} as const;
export const window = {
  from: '2026-08-25T00:00:00.000Z',
  to: '2026-11-23T00:00:00.000Z',
  days: 90,
  bucket: 'week',
} as const;

const failedAt = new Set([5, 17, 30, 40]);
const rollbackAt = new Set([6, 18]);

function evidenceOf(index: number): DeploymentRow['evidence'] {
  if (index === 5 || index === 17) {
    return [
      {
        kind: 'rollback',
        confidence: 0.9,
        title: `Rolled back by the deployment after it`,
      },
    ];
  }
  if (index === 30) {
    return [
      {
        kind: 'incident',
        confidence: 1,
        title: 'Refunds are rounded down',
        url: 'https://incidents.example.com/P-482',
      },
    ];
  }
  if (index === 40)
    return [
      {
        kind: 'hotfix',
        confidence: 0.6,
        title: 'Followed by a hotfix (label “hotfix”)',
      },
    ];
  return [];
}

function recoveryHours(index: number): number | undefined {
  if (!failedAt.has(index) || index === 40) return undefined;
  return index === 30 ? 30 : 2;
}

function row(
  index: number,
  finishedAtMs: number,
  random: () => number,
): DeploymentRow {
  const sha = Array.from({ length: 40 }, () =>
    Math.floor(random() * 16).toString(16),
  ).join('');
  const isRollback = rollbackAt.has(index);
  const recovery = recoveryHours(index);
  const changeCount = isRollback ? 0 : 1 + Math.floor(random() * 6);
  return {
    id: `d-${index + 1}`,
    rolloutId: `r-${index + 1}`,
    environment: ENVIRONMENTS[index % 7 === 3 ? 1 : 0],
    isProduction: true,
    sha,
    version: index % 4 === 0 ? `v2.${index}.0` : undefined,
    startedAt: new Date(finishedAtMs - 6 * 60_000).toISOString(),
    finishedAt: new Date(finishedAtMs).toISOString(),
    outcome: 'success',
    sourceOutcome: 'success',
    isRollback,
    isFailed: failedAt.has(index),
    isRecovered: recovery !== undefined,
    recoveredAt:
      recovery === undefined
        ? undefined
        : new Date(finishedAtMs + recovery * 3_600_000).toISOString(),
    changeCount,
    leadTimeMedianSeconds:
      changeCount === 0 ? undefined : Math.round((4 + random() * 60) * 3600),
    evidence: evidenceOf(index),
    isMarkedByHand: false,
    revisionStatus: index % 20 === 11 ? 'unresolved' : 'resolved',
    url: `https://github.com/acme/payments/deployments/${index + 1}`,
  };
}

/** That many production deployments spread over the window, the newest first. */
export function createDeployments(count = 41): readonly DeploymentRow[] {
  const random = createRandom(7);
  const from = Date.parse(window.from) + DAY_MS;
  const step = (Date.parse(window.to) - from - 3 * DAY_MS) / count;
  return Array.from({ length: count }, (_, index) =>
    row(index, from + (index + random() * 0.9) * step, random),
  ).reverse();
}

export function createDeploymentsAnswer(
  items = createDeployments(),
): DeploymentsAnswer {
  return {
    entity,
    window,
    items,
    totalCount: items.length,
    hiddenServiceCount: 0,
  };
}
