import type {
  CommitFact,
  DeploymentFact,
  IncidentFact,
  PullRequestFact,
} from '@sei-platform/plugin-engineering-insights-common';
import { DateTime } from 'luxon';

const FIRST = DateTime.fromISO('2026-03-02T00:00:00Z', { zone: 'utc' });

/** An instant, as hours after the beginning of the worked examples. */
export function hour(hours: number): string {
  return FIRST.plus({ hours }).toISO()!;
}

/** A whole SHA with a name that people can read: `sha('a')`. */
export function sha(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(40, '0');
}

export function commit(
  name: string,
  parents: readonly string[],
  hours: number,
  more: Partial<CommitFact> = {},
): CommitFact {
  return {
    kind: 'commit',
    externalId: sha(name),
    parents: parents.map(sha),
    authoredAt: hour(hours),
    committedAt: hour(hours),
    title: name,
    ...more,
  };
}

/** A successful production deployment of a commit that takes no time. */
export function deployment(
  externalId: string,
  commitName: string | undefined,
  hours: number,
  more: Partial<DeploymentFact> = {},
): DeploymentFact {
  return {
    kind: 'deployment',
    externalId,
    environment: 'production',
    sha: commitName === undefined ? null : sha(commitName),
    startedAt: hour(hours),
    finishedAt: hour(hours),
    outcome: 'success',
    ...more,
  };
}

export function pullRequest(
  number: number,
  landed: string,
  originals: readonly (readonly [name: string, hours: number])[],
  more: Partial<PullRequestFact> = {},
): PullRequestFact {
  return {
    kind: 'pullRequest',
    externalId: `pr-${number}`,
    number,
    title: `Pull request ${number}`,
    state: 'merged',
    isDraft: false,
    createdAt: hour(0),
    mergedAt: hour(1),
    mergeCommitSha: sha(landed),
    headSha: sha(originals.at(-1)?.[0] ?? landed),
    headBranch: `feature-${number}`,
    baseBranch: 'main',
    commits: originals.map(([name, hours]) => ({
      sha: sha(name),
      authoredAt: hour(hours),
      committedAt: hour(hours),
    })),
    ...more,
  };
}

export function incident(
  externalId: string,
  openedHours: number,
  more: Partial<IncidentFact> = {},
): IncidentFact {
  return {
    kind: 'incident',
    externalId,
    title: `Incident ${externalId}`,
    severity: 'high',
    openedAt: hour(openedHours),
    ...more,
  };
}
