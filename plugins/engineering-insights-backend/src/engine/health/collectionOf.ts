import type { EntityHealth } from '@sei-platform/plugin-engineering-insights-common';
import type { Readiness } from '../Readiness';
import { readingFor } from '../readingFor';

/** What the numbers are made of; what nothing is made of yet is not waited for. */
const EVERY_NEED = [
  'deployments',
  'revisions',
  'failures',
  'pullRequests',
] as const;

/** How far the first reading of an entity's sources is; undefined where all was read. */
export function collectionOf(
  readiness: Readiness,
): EntityHealth['collection'] | undefined {
  const reading = readingFor(readiness, { needs: EVERY_NEED });
  return reading.isCollecting
    ? {
        doneScopeCount: reading.doneScopeCount,
        totalScopeCount: reading.scopeCount,
        ...(reading.secondsLeft !== undefined && {
          secondsLeft: reading.secondsLeft,
        }),
      }
    : undefined;
}
