import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { cdeventOf } from './intake/cdevents/__testUtils__/cdeventOf';
import { receiveEvents } from './receiveEvents';
import { replayIntake } from './replayIntake';

jest.setTimeout(60_000);

const databases = testDatabase();
let knex: Knex;
beforeEach(async () => {
  knex = await databases.create();
});

const minute = (number: number) => `2026-02-01T00:0${number}:00.000Z`;
const at = (number: number) => new Date(minute(number));
const SHA = '0123456789abcdef0123456789abcdef01234567';

function send(
  items: readonly unknown[],
  place: { entityRef?: string; scope?: string } = { scope: 'acme/payments' },
) {
  return receiveEvents({
    knex,
    intake: { ...place, form: 'cdevents', items },
    receivedAt: new Date().toISOString(),
    identitySalt: 'salt',
  });
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map(rest => [
      item,
      ...rest,
    ]),
  );
}

const RUN = [
  cdeventOf({
    type: 'pipelinerun.queued',
    at: minute(1),
    subjectId: 'run-1',
    content: { pipelineName: 'build' },
  }),
  cdeventOf({
    type: 'pipelinerun.started',
    at: minute(2),
    subjectId: 'run-1',
    content: { pipelineName: 'build', url: 'https://ci.example.org/run-1' },
  }),
  cdeventOf({
    type: 'taskrun.started',
    at: minute(3),
    subjectId: 'task-1',
    content: { taskName: 'test', pipelineRun: { id: 'run-1' } },
  }),
  cdeventOf({
    type: 'taskrun.finished',
    at: minute(4),
    subjectId: 'task-1',
    content: {
      taskName: 'test',
      pipelineRun: { id: 'run-1' },
      outcome: 'failure',
    },
  }),
  cdeventOf({
    type: 'pipelinerun.finished',
    at: minute(5),
    subjectId: 'run-1',
    content: { pipelineName: 'build', outcome: 'error' },
  }),
];

const incident = (predicate: string, number: number, content: object = {}) =>
  cdeventOf({
    type: `incident.${predicate}`,
    at: minute(number),
    subjectId: 'incident-7',
    content: {
      environment: { id: 'production' },
      service: { id: 'payments' },
      ...content,
    },
  });

const INCIDENT = [
  incident('detected', 1, { description: 'Payments are slow' }),
  incident('reported', 2, { ticketURI: 'https://help.example.org/7' }),
  incident('resolved', 3, { description: 'Rolled back' }),
];

describe('events of CDEvents', () => {
  it.each([
    ['deployed', false],
    ['upgraded', false],
    ['rolledback', true],
  ])('make a deployment of service.%s', async (predicate, isRollback) => {
    const event = cdeventOf({
      type: `service.${predicate}`,
      at: minute(1),
      id: 'event-1',
      subjectId: 'payments',
      content: {
        environment: { id: 'production' },
        artifactId: `pkg:oci/payments@sha256%3Aabc?tag=${SHA}`,
      },
    });
    await expect(send([event])).resolves.toEqual({
      written: 1,
      unchanged: 0,
      ignored: [],
      invalid: [],
      notes: [],
    });
    await expect(send([event])).resolves.toMatchObject({
      written: 0,
      unchanged: 1,
    });
    const [row] = await knex('source_deployments');
    expect(row).toMatchObject({
      external_id: 'service:/acme/ci#event-1',
      environment: 'production',
      service: 'payments',
      sha: SHA,
      version: SHA,
      outcome: 'success',
      source_outcome: predicate,
      is_rollback: isRollback,
      finished_at: at(1),
    });
  });

  it('make a run of its events and those of its tasks in any order of arrival', async () => {
    const rows = [];
    for (const order of permutations(RUN).filter(
      (_, each) => each % 11 === 0,
    )) {
      await knex('payloads').delete();
      await knex('pipeline_runs').delete();
      for (const event of order) await send([event]);
      const [{ id, ...row }] = await knex('pipeline_runs');
      rows.push(row);
    }
    expect(rows).toHaveLength(11);
    expect(new Set(rows.map(row => JSON.stringify(row))).size).toBe(1);
    expect(rows[0]).toMatchObject({
      external_id: 'pipelinerun:/acme/ci#run-1',
      pipeline: 'build',
      attempt: 1,
      url: 'https://ci.example.org/run-1',
      queued_at: at(1),
      started_at: at(2),
      finished_at: at(5),
      outcome: 'failure',
      source_outcome: 'error',
      stages: [
        {
          name: 'test',
          startedAt: minute(3),
          finishedAt: minute(4),
          outcome: 'failure',
        },
      ],
    });
  });

  it('make an incident in any order of arrival, of which the words of its end are no title', async () => {
    for (const order of permutations(INCIDENT)) {
      await knex('payloads').delete();
      await knex('incidents').delete();
      for (const event of order) await send([event]);
      await expect(knex('incidents')).resolves.toEqual([
        expect.objectContaining({
          external_id: 'incident:/acme/ci#incident-7',
          title: 'Payments are slow',
          severity: 'unknown',
          opened_at: at(1),
          resolved_at: at(3),
          service: 'payments',
          url: 'https://help.example.org/7',
          caused_by: null,
        }),
      ]);
    }
  });

  it('wait for the opening of an incident and say so', async () => {
    await expect(send([INCIDENT[2]])).resolves.toEqual({
      written: 0,
      unchanged: 0,
      ignored: [
        {
          reason:
            'its opening is not known yet: send incident.detected or incident.reported',
          count: 1,
        },
      ],
      invalid: [],
      notes: [],
    });
    await expect(knex('payloads')).resolves.toHaveLength(1);
  });

  it('resolve an incident whose opening is no longer kept as a payload', async () => {
    await send([INCIDENT[0]]);
    await knex('payloads').delete();
    await expect(send([INCIDENT[2]])).resolves.toMatchObject({ written: 1 });
    await send([INCIDENT[1]]);
    await expect(knex('incidents')).resolves.toEqual([
      expect.objectContaining({ opened_at: at(1), resolved_at: at(3) }),
    ]);
  });

  it('open an incident again that is detected after it was resolved', async () => {
    await send(INCIDENT);
    await send([incident('detected', 4)]);
    await expect(knex('incidents')).resolves.toEqual([
      expect.objectContaining({ opened_at: at(1), resolved_at: null }),
    ]);
  });

  it('make an issue of a ticket', async () => {
    const ticket = (predicate: string, number: number, content: object) =>
      cdeventOf({
        type: `ticket.${predicate}`,
        at: minute(number),
        subjectId: 'PAY-12',
        content: {
          summary: 'Round to cents',
          creator: 'ada',
          uri: 'https://tickets.example.org/PAY-12',
          ...content,
        },
      });
    const events = [
      ticket('created', 1, { ticketType: 'bug', labels: ['money'] }),
      ticket('updated', 2, { priority: 'high', updatedBy: 'bob' }),
      ticket('closed', 3, { resolution: 'completed', assignees: ['eve'] }),
    ];
    for (const event of events.reverse()) await send([event]);
    await expect(knex('issues')).resolves.toEqual([
      expect.objectContaining({
        key: 'PAY-12',
        title: 'Round to cents',
        type: 'defect',
        source_type: 'bug',
        status_category: 'done',
        created_at: at(1),
        closed_at: at(3),
        priority: 'high',
        labels: ['money'],
      }),
    ]);
    const stored = JSON.stringify(await knex('payloads').pluck('body'));
    expect(stored).not.toMatch(/"(ada|bob|eve)"/);
  });

  it('are counted by the reason where they make no fact, and kept', async () => {
    const change = cdeventOf({
      type: 'change.merged',
      at: minute(1),
      subjectId: 'change-1',
      content: { repository: { id: 'acme/payments' } },
    });
    const other = { ...change.context, type: 'com.example.custom' };
    await expect(
      send([
        change,
        { ...change, context: { ...change.context, id: 'again' } },
        { ...change, context: other },
        cdeventOf({
          type: 'service.removed',
          at: minute(1),
          subjectId: 'payments',
          content: { environment: { id: 'production' } },
        }),
        cdeventOf({
          type: 'artifact.published',
          at: minute(1),
          subjectId: 'pkg:oci/payments',
          content: {},
        }),
      ]),
    ).resolves.toMatchObject({
      written: 0,
      invalid: [],
      ignored: [
        {
          count: 2,
          reason:
            'change.merged: an event of a change names neither its head nor its branches; connect the code host to read pull requests',
        },
        { count: 1, reason: 'com.example.custom is no event of CDEvents' },
        {
          count: 1,
          reason: 'service.removed: a service that is removed is no deployment',
        },
        {
          count: 1,
          reason: 'artifact.published: no metric reads such events',
        },
      ],
    });
    await expect(knex('payloads')).resolves.toHaveLength(5);
  });

  it('are refused one by one, each field named', async () => {
    const [event] = INCIDENT;
    const { timestamp, ...context } = event.context;
    await expect(
      send([
        { ...event, context },
        'nonsense',
        event,
        { ...event, subject: { id: '' } },
      ]),
    ).resolves.toMatchObject({
      written: 1,
      invalid: [
        { index: 0, path: 'context.timestamp' },
        { index: 1, path: '' },
        { index: 3, path: 'subject.id' },
      ],
    });
    await expect(knex('payloads')).resolves.toHaveLength(4);
  });

  it('keep nothing that a tool adds for itself', async () => {
    await send([{ ...INCIDENT[0], customData: { reportedBy: 'ada' } }]);
    const [body] = await knex('payloads').pluck('body');
    expect(body).toEqual(INCIDENT[0]);
  });

  it('belong to the service that they name, where no place is given', async () => {
    await send([...INCIDENT, ...RUN], {});
    await expect(
      knex('scopes').orderBy('id').select('source', 'external_id', 'service'),
    ).resolves.toEqual([
      { source: 'intake', external_id: '/acme/ci', service: null },
      {
        source: 'intake',
        external_id: '/acme/ci#payments',
        service: 'payments',
      },
    ]);
  });

  it('are understood as the same from their payloads, also from none of the facts', async () => {
    await send([...RUN, ...INCIDENT].reverse());
    const read = async () =>
      (await Promise.all([knex('pipeline_runs'), knex('incidents')]))
        .flat()
        .map(({ id, ...row }) => row);
    const expected = await read();
    expect(expected).toHaveLength(2);
    const [{ id: scopeId }] = await knex('scopes').select('id');
    const replay = { knex, scopeId, identitySalt: 'salt' };
    await expect(replayIntake(replay)).resolves.toEqual({
      read: 8,
      written: 0,
    });
    await knex('pipeline_runs').delete();
    await knex('incidents').delete();
    await replayIntake(replay);
    await expect(read()).resolves.toEqual(expected);
  });
});
