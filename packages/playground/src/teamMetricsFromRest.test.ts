import { computeMetrics } from '../scripts/team-metrics-from-rest/computeMetrics';
import {
  noFacts,
  type Account,
  type Facts,
  type Issue,
  type PullRequest,
} from '../scripts/team-metrics-from-rest/facts';

const FROM = Date.parse('2026-03-02T00:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WINDOW = { from: FROM, to: FROM + 10 * DAY };

const ANNA: Account = { name: 'anna', isMachine: false };
const BEN: Account = { name: 'ben', isMachine: false };
const BOT: Account = { name: 'reviewer[bot]', isMachine: true };

function pullRequest(id: string, rest: Partial<PullRequest> = {}): PullRequest {
  return {
    id,
    author: ANNA,
    base: 'main',
    createdAt: FROM + DAY,
    mergedAt: FROM + 2 * DAY,
    endedAt: FROM + 2 * DAY,
    firstCommitAt: FROM,
    size: 10,
    isDraft: false,
    draftChanges: [],
    reviews: [],
    ...rest,
  };
}

function issue(id: string, rest: Partial<Issue> = {}): Issue {
  return {
    id,
    words: [],
    createdAt: FROM,
    isDropped: false,
    statuses: [],
    sprints: [],
    ...rest,
  };
}

function compute(facts: Partial<Facts>) {
  return computeMetrics({ ...noFacts(), ...facts }, WINDOW);
}

describe('computeMetrics of a team', () => {
  it('waits from when a draft was ready, and for another human', () => {
    const metrics = compute({
      pullRequests: [
        pullRequest('draft', {
          draftChanges: [FROM + DAY + HOUR],
          reviews: [
            { by: ANNA, at: FROM + DAY + 2 * HOUR },
            { by: BOT, at: FROM + DAY + 3 * HOUR },
            { by: BEN, at: FROM + DAY + 5 * HOUR },
          ],
        }),
        pullRequest('after the merge', {
          reviews: [{ by: BEN, at: FROM + 3 * DAY }],
        }),
        pullRequest('of a bot', { author: BOT }),
      ],
    });
    expect(metrics['flow.time-to-first-review']).toEqual({
      value: 4 * 3600,
      sampleSize: 1,
    });
    expect(metrics['collaboration.merged-without-review']).toEqual({
      value: 0.5,
      sampleSize: 2,
    });
    expect(metrics['flow.throughput']).toEqual({ value: 0.3, sampleSize: 3 });
    expect(metrics['flow.cycle-time'].value).toBe(48 * 3600);
  });

  it('keeps of a sprint what was in it at its start and done in it by its end', () => {
    const sprint = { id: 's', startsAt: FROM, endsAt: FROM + 7 * DAY };
    const inSprint = [{ at: FROM - DAY, ids: ['s'] }];
    const doneAt = (at: number) => [
      { at: FROM - DAY, category: 'todo' as const },
      { at, category: 'done' as const },
    ];
    const metrics = compute({
      sprints: [sprint],
      issues: [
        issue('kept', { sprints: inSprint, statuses: doneAt(FROM + DAY) }),
        issue('late', { sprints: inSprint, statuses: doneAt(FROM + 8 * DAY) }),
        issue('done before', {
          sprints: inSprint,
          statuses: doneAt(FROM - HOUR),
        }),
        issue('added later', {
          sprints: [{ at: FROM + HOUR, ids: ['s'] }],
          statuses: doneAt(FROM + DAY),
        }),
        issue('moved out', {
          sprints: [...inSprint, { at: FROM + HOUR, ids: [] }],
          statuses: doneAt(FROM + DAY),
        }),
      ],
    });
    expect(metrics['planning.sprint-commitment']).toEqual({
      value: 1 / 3,
      sampleSize: 3,
    });
  });

  it('takes a defect for no unplanned work, and an unknown kind for neither', () => {
    const closed = { closedAt: FROM + DAY };
    const metrics = compute({
      issues: [
        issue('1', { ...closed, type: 'defect', words: ['unplanned'] }),
        issue('2', { ...closed, type: 'feature', words: ['Unplanned'] }),
        issue('3', closed),
        issue('4', { ...closed, type: 'feature', isDropped: true }),
      ],
    });
    expect(metrics['planning.unplanned-share']).toEqual({
      value: 0.5,
      sampleSize: 2,
    });
    expect(metrics['planning.work-mix'].value).toBe(3);
  });

  it('says nothing of what there is not', () => {
    const metrics = compute({});
    expect(metrics['flow.cycle-time'].value).toBeUndefined();
    expect(metrics['pipelines.success-rate'].value).toBeUndefined();
    expect(metrics['reliability.incident-count'].value).toBeUndefined();
    expect(metrics['security.open-findings'].value).toBeUndefined();
  });
});
