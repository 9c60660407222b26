import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { receiveEvents } from './receiveEvents';

const databases = testDatabase();
let knex: Knex;
beforeEach(async () => {
  knex = await databases.create();
});

function receive({
  facts,
  ...place
}: {
  entityRef?: string;
  scope?: string;
  facts: readonly unknown[];
}) {
  return receiveEvents({
    knex,
    intake: { ...place, form: 'events', items: facts },
    receivedAt: '2026-03-01T00:00:00Z',
    identitySalt: 'salt',
  });
}

const deployment = {
  kind: 'deployment',
  externalId: 'd-1',
  environment: 'production',
  sha: 'abc1234',
  finishedAt: '2026-02-01T00:00:00Z',
  outcome: 'success',
};

describe('receiveEvents', () => {
  it('keeps the valid facts of a batch and names each field of the others', async () => {
    const { environment, ...rest } = deployment;
    await expect(
      receive({
        scope: 'acme/payments',
        facts: [
          deployment,
          { ...rest, externalId: 'd-2', finishedAt: 'yesterday' },
          { kind: 'deploy', externalId: 'd-3' },
          'nonsense',
          {
            ...rest,
            externalId: 'd-4',
            outcome: 'fine',
            url: 'ftp://example.com',
          },
        ],
      }),
    ).resolves.toEqual({
      written: 1,
      unchanged: 0,
      ignored: [],
      notes: [],
      invalid: [
        {
          index: 1,
          path: 'finishedAt',
          message: 'must be an ISO 8601 instant with a zone',
        },
        {
          index: 2,
          path: 'kind',
          message: expect.stringMatching(
            /^must be one of commit, pullRequest, /,
          ),
        },
        {
          index: 3,
          path: '',
          message: 'Invalid input: expected object, received string',
        },
        { index: 4, path: 'url', message: 'must be an http or https URL' },
        {
          index: 4,
          path: 'outcome',
          message: expect.stringContaining('expected one of "success"'),
        },
      ],
    });
    await expect(
      knex('source_deployments').pluck('external_id'),
    ).resolves.toEqual(['d-1']);
    await expect(
      knex('payloads')
        .where('stream', 'events')
        .orderBy('id')
        .pluck('external_id'),
    ).resolves.toEqual([
      'deployment:d-1',
      'deployment:d-2',
      'deploy:d-3',
      expect.stringMatching(/^sha256:/),
      'deployment:d-4',
    ]);
  });

  it('says that a batch sent again is unchanged, and marks nothing', async () => {
    const batch = {
      entityRef: 'component:default/payments',
      facts: [deployment],
    };
    await expect(receive(batch)).resolves.toEqual({
      written: 1,
      unchanged: 0,
      ignored: [],
      invalid: [],
      notes: [],
    });
    await expect(
      knex('dirty_marks').orderBy('id').pluck('reason'),
    ).resolves.toEqual(['binding', 'facts']);
    await knex('dirty_marks').delete();
    await expect(receive(batch)).resolves.toEqual({
      written: 0,
      unchanged: 1,
      ignored: [],
      invalid: [],
      notes: [],
    });
    await expect(knex('dirty_marks')).resolves.toEqual([]);
    await expect(knex('payloads')).resolves.toHaveLength(1);
  });

  it('binds the entity to a scope of its own before the catalog was read', async () => {
    await receive({
      entityRef: 'Component:Default/Payments',
      facts: [deployment],
    });
    await expect(
      knex('entity_scopes')
        .join('entities', 'entities.id', 'entity_id')
        .join('scopes', 'scopes.id', 'scope_id')
        .select(
          'entities.ref',
          'scopes.external_id',
          'source',
          'origin',
          'bound_by',
        ),
    ).resolves.toEqual([
      {
        ref: 'component:default/payments',
        external_id: 'component:default/payments',
        source: 'intake',
        origin: '',
        bound_by: 'intake',
      },
    ]);
  });

  it('stores no login, name or e-mail address', async () => {
    const review = {
      kind: 'review',
      externalId: 'r-1',
      pullRequestExternalId: '7',
      reviewer: {
        source: 'intake',
        login: 'octocat',
        email: 'octocat@example.com',
        name: 'O. Cat',
      },
      state: 'approved',
      submittedAt: '2026-02-01T00:00:00Z',
    };
    await receive({
      scope: 'acme/payments',
      facts: [review, { ...review, state: 'nonsense' }],
    });
    const stored = JSON.stringify([
      await knex('payloads'),
      await knex('reviews'),
    ]);
    expect(stored).not.toMatch(/octocat|example\.com|O\. Cat/);
    await expect(knex('reviews').pluck('reviewer_key')).resolves.toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });

  it('takes the same batch from many senders at once for one', async () => {
    const batch = {
      entityRef: 'component:default/payments',
      scope: 'acme/payments',
      facts: [deployment],
    };
    const answers = await Promise.all([1, 2, 3, 4].map(() => receive(batch)));
    expect(answers.map(({ invalid }) => invalid)).toEqual([[], [], [], []]);
    await expect(knex('scopes')).resolves.toHaveLength(1);
    await expect(knex('entity_scopes')).resolves.toHaveLength(1);
    await expect(knex('source_deployments')).resolves.toHaveLength(1);
  });

  it.each([
    [
      { facts: [] },
      /^Name the scope that the facts belong to, or an entityRef that reads them\.$/,
    ],
    [
      { entityRef: 'payments', facts: [] },
      /^entityRef must be like component:default\/payments: /,
    ],
    [
      { entityRef: 'user:default/guest', facts: [] },
      /^entityRef must name a component, system, domain, group or resource, not user:default\/guest\.$/,
    ],
    [
      { scope: 'x', facts: Array.from({ length: 5_001 }, () => ({})) },
      /^Send at most 5000 facts at a time; this batch has 5001\.$/,
    ],
  ])('refuses the batch %#', async (body, message) => {
    await expect(receive(body)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
    await expect(knex('scopes')).resolves.toEqual([]);
  });
});
