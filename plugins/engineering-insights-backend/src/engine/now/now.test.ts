import type { NowTile } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { testDatabase } from '../../database/testDatabase';
import { Seed } from '../__testUtils__/seed';
import { createPeriod } from '../Period';
import { readMembers } from '../readMembers';
import { agingWork } from './agingWork';
import type { NowQuestion } from './NowQuestion';
import { openIncidents } from './openIncidents';
import { redPipelines } from './redPipelines';
import { waitingForReview } from './waitingForReview';

const DAY = 86_400;
const now = '2026-03-31T12:00:00.000Z';
const window = {
  from: '2026-03-02T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};
const databases = testDatabase();
let knex: Knex;
let seed: Seed;
let serial = 0;

beforeAll(async () => {
  knex = await databases.create();
  seed = new Seed(knex);
});

const ago = (days: number) =>
  DateTime.fromISO(now, { zone: 'utc' }).minus({ days }).toISO()!;

/** A team with two services that share a repository. */
async function team() {
  serial += 1;
  const teamId = await seed.entity({ name: `team-${serial}`, kind: 'group' });
  const entityIds: number[] = [];
  const derivationIds: number[] = [];
  for (const name of ['payments', 'ledger']) {
    const entityId = await seed.entity({ name: `${name}-${serial}` });
    await seed.owns({ parentId: teamId, entityId, relation: 'owner' });
    derivationIds.push(await seed.derivation({ entityId }));
    entityIds.push(entityId);
  }
  const scopeId = await seed.scope({ entityIds, name: `acme/${serial}` });
  return { teamId, entityIds, derivationIds, scopeId, no: serial };
}

async function ask<TTile extends NowTile>(
  tile: (question: NowQuestion) => Promise<TTile>,
  teamId: number,
  limit = 10,
) {
  const members = await readMembers({
    knex,
    entityIds: [teamId],
    periods: [createPeriod({ window, now })],
  });
  const answer = await tile({ knex, members, now, limit });
  return {
    answer,
    titles:
      answer.status === 'ok'
        ? answer.items.map(({ title }) => title)
        : undefined,
    totalCount: answer.status === 'ok' ? answer.totalCount : undefined,
  };
}

interface Run {
  readonly pipeline: string;
  readonly days: number;
  readonly outcome: string;
  readonly branch?: string;
}

async function runs(scopeId: number, list: readonly Run[]) {
  await knex('pipeline_runs').insert(
    list.map(({ pipeline, days, outcome, branch = 'main' }) => {
      serial += 1;
      return {
        scope_id: scopeId,
        external_id: `run-${serial}`,
        url: `https://github.com/runs/${pipeline}/${days}`,
        source_updated_at: ago(days),
        pipeline,
        branch,
        outcome,
        finished_at: ago(days),
      };
    }),
  );
}

interface OpenPullRequest {
  readonly number: number;
  /** Days ago. */
  readonly created: number;
  readonly ready?: number;
  readonly firstCommit?: number;
  readonly isDraft?: boolean;
  readonly author?: string;
}

async function open(scopeId: number, list: readonly OpenPullRequest[]) {
  for (const { number, created, ready, firstCommit, ...rest } of list) {
    await seed.pullRequest({
      scopeId,
      number,
      createdAt: ago(created),
      mergedAt: now,
      readyForReviewAt: ready === undefined ? undefined : ago(ready),
      firstCommitAt: firstCommit === undefined ? undefined : ago(firstCommit),
      authorActor: rest.author,
    });
    await knex('pull_requests')
      .where({ scope_id: scopeId, number })
      .update({
        state: 'open',
        merged_at: null,
        is_draft: rest.isDraft ?? false,
      });
  }
}

describe('redPipelines', () => {
  it('lists those whose newest run failed, since the first failure, the longest red first', async () => {
    const { teamId, scopeId, no } = await team();
    await runs(scopeId, [
      { pipeline: 'build.yml', days: 6, outcome: 'failure' },
      { pipeline: 'build.yml', days: 5, outcome: 'success' },
      { pipeline: 'build.yml', days: 4, outcome: 'failure' },
      { pipeline: 'build.yml', days: 3, outcome: 'failure' },
      { pipeline: 'build.yml', days: 2, outcome: 'cancelled' },
      { pipeline: 'build.yml', days: 1, outcome: 'success', branch: 'x' },
      { pipeline: 'nightly.yml', days: 120, outcome: 'success' },
      { pipeline: 'nightly.yml', days: 100, outcome: 'failure' },
      { pipeline: 'nightly.yml', days: 1, outcome: 'failure' },
      { pipeline: 'green.yml', days: 2, outcome: 'failure' },
      { pipeline: 'green.yml', days: 1, outcome: 'success' },
      { pipeline: 'given-up.yml', days: 95, outcome: 'failure' },
    ]);
    const { answer } = await ask(redPipelines, teamId);
    expect(answer).toEqual({
      status: 'ok',
      totalCount: 2,
      items: [
        {
          title: 'nightly.yml',
          url: 'https://github.com/runs/nightly.yml/1',
          since: ago(100),
          entityRef: `component:default/payments-${no}`,
          serviceTitle: `payments-${no}`,
        },
        {
          title: 'build.yml',
          url: 'https://github.com/runs/build.yml/3',
          since: ago(4),
          entityRef: `component:default/payments-${no}`,
          serviceTitle: `payments-${no}`,
        },
      ],
    });
  });

  it('counts all where it lists some', async () => {
    const { teamId, scopeId } = await team();
    await runs(
      scopeId,
      [1, 2, 3].map(days => ({
        pipeline: `${days}.yml`,
        days,
        outcome: 'failure',
      })),
    );
    expect(await ask(redPipelines, teamId, 2)).toMatchObject({
      titles: ['3.yml', '2.yml'],
      totalCount: 3,
    });
  });
});

describe('openIncidents', () => {
  it('lists what is open and no other component answers for, once', async () => {
    const { teamId, scopeId, derivationIds, no } = await team();
    const incident = async (
      title: string,
      row: object,
      reason: string | null = 'sharedScope',
    ) => {
      const [{ id }] = await knex('incidents')
        .insert({
          scope_id: scopeId,
          external_id: title,
          source_updated_at: now,
          title,
          severity: 'critical',
          ...row,
        })
        .returning('id');
      await knex('incident_attributions').insert(
        derivationIds.map(derivationId => ({
          derivation_id: derivationId,
          incident_id: id,
          attribution: 'unlinked',
          reason,
        })),
      );
    };
    await incident('Since yesterday', { opened_at: ago(1), url: 'https://a' });
    await incident('Since last week', { opened_at: ago(7), severity: null });
    await incident('Over', { opened_at: ago(3), resolved_at: ago(2) });
    await incident('Over, not known when', {
      opened_at: ago(3),
      is_resolved: true,
    });
    await incident('Gone', { opened_at: ago(3), deleted_at: ago(2) });
    await incident("Another's", { opened_at: ago(3) }, 'ofAnother');
    const { answer } = await ask(openIncidents, teamId);
    const service = {
      entityRef: `component:default/payments-${no}`,
      serviceTitle: `payments-${no}`,
    };
    expect(answer).toEqual({
      status: 'ok',
      totalCount: 2,
      items: [
        {
          ...service,
          title: 'Since last week',
          since: ago(7),
          severity: 'unknown',
        },
        {
          ...service,
          title: 'Since yesterday',
          url: 'https://a',
          since: ago(1),
          severity: 'critical',
        },
      ],
    });
  });

  it('asks those who belong to the team now', async () => {
    const { teamId, scopeId, entityIds, derivationIds } = await team();
    const [{ id }] = await knex('incidents')
      .insert({
        scope_id: scopeId,
        external_id: 'moved',
        source_updated_at: now,
        title: 'Of a service that moved',
        opened_at: ago(1),
      })
      .returning('id');
    await knex('incident_attributions').insert({
      derivation_id: derivationIds[0],
      incident_id: id,
      attribution: 'unlinked',
    });
    const { totalCount: before } = await ask(openIncidents, teamId);
    await knex('ownerships')
      .where({ entity_id: entityIds[0] })
      .update({ to_at: ago(2) });
    const { totalCount: after } = await ask(openIncidents, teamId);
    expect([before, after]).toEqual([1, 0]);
  });
});

describe('waitingForReview', () => {
  it('lists what is ready for more than a day without a review by another person', async () => {
    const { teamId, scopeId } = await team();
    await open(scopeId, [
      { number: 1, created: 3 },
      { number: 2, created: 9, ready: 0.9 },
      { number: 3, created: 9, ready: 1.1 },
      { number: 4, created: 9, isDraft: true },
      { number: 5, created: 9 },
      { number: 6, created: 5, author: 'bot' },
    ]);
    await seed.review({
      scopeId,
      number: 1,
      submittedAt: ago(2),
      reviewerActor: 'bot',
    });
    await seed.review({
      scopeId,
      number: 3,
      submittedAt: ago(1),
      reviewerKey: 'author',
    });
    await seed.review({
      scopeId,
      number: 5,
      submittedAt: ago(1),
      state: 'commented',
    });
    const { answer, titles } = await ask(waitingForReview, teamId);
    expect(titles).toEqual(['Change 6 (#6)', 'Change 1 (#1)', 'Change 3 (#3)']);
    expect(answer).toMatchObject({
      totalCount: 3,
      items: [{ since: ago(5) }, { since: ago(3) }, { since: ago(1.1) }],
    });
    const people = await ask(
      question => waitingForReview({ ...question, cohort: 'human' }),
      teamId,
    );
    expect(people.titles).toEqual(['Change 1 (#1)', 'Change 3 (#3)']);
  });
});

describe('agingWork', () => {
  async function merged(scopeId: number, cycleDays: readonly number[]) {
    for (const [index, days] of cycleDays.entries()) {
      await seed.pullRequest({
        scopeId,
        number: 100 + index,
        createdAt: ago(10 + days),
        firstCommitAt: ago(10 + days),
        mergedAt: ago(10),
      });
    }
  }

  it('lists what is older than 85 of 100 that were merged, from the first commit on', async () => {
    const { teamId, scopeId } = await team();
    // The 85th percentile of 1 to 5 lies at 1 + 0.85 × 4.
    await merged(scopeId, [1, 2, 3, 4, 5]);
    await open(scopeId, [
      { number: 1, created: 1, firstCommit: 6 },
      { number: 2, created: 4.3 },
      { number: 3, created: 4.5, isDraft: true },
      { number: 4, created: 30 },
    ]);
    const { answer, titles } = await ask(agingWork, teamId);
    expect(titles).toEqual(['Change 4 (#4)', 'Change 1 (#1)', 'Change 3 (#3)']);
    expect(answer).toMatchObject({ totalCount: 3 });
    expect('thresholdSeconds' in answer && answer.thresholdSeconds).toBeCloseTo(
      4.4 * DAY,
    );
  });

  it('knows nothing where fewer than five were merged in the last 90 days', async () => {
    const { teamId, scopeId } = await team();
    await merged(scopeId, [1, 2, 3, 4]);
    await seed.pullRequest({
      scopeId,
      number: 99,
      createdAt: ago(100),
      firstCommitAt: ago(100),
      mergedAt: ago(91),
    });
    await open(scopeId, [{ number: 1, created: 30 }]);
    const { answer } = await ask(agingWork, teamId);
    expect(answer).toEqual({
      status: 'noData',
      reason: {
        code: 'belowMinimumSample',
        parameters: { sampleSize: 4, minimumSample: 5 },
      },
    });
  });
});
