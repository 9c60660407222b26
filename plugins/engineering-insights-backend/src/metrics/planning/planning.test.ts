import type {
  ExplainRecord,
  MetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { Seed } from '../../engine/__testUtils__/seed';
import { evaluate } from '../../engine/evaluate';
import { explain } from '../../engine/explain';
import { cumulativeFlow } from './cumulativeFlow';
import { flowEfficiency } from './flowEfficiency';
import { issueCycleTime } from './issueCycleTime';
import { issueLeadTime } from './issueLeadTime';
import { issueThroughput } from './issueThroughput';
import { issueWorkInProgress } from './issueWorkInProgress';
import { issueWorkInProgressAge } from './issueWorkInProgressAge';
import { sprintCommitment } from './sprintCommitment';
import { sprintVelocity } from './sprintVelocity';
import { unplannedShare } from './unplannedShare';
import { workMix } from './workMix';

jest.setTimeout(60_000);

const DAY = 86_400;
const now = '2026-03-31T12:00:00.000Z';
const window = {
  from: '2026-03-01T00:00:00.000Z',
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

/** Noon of a day of March; 0 is the last of February. */
const march = (day: number) =>
  new Date(Date.UTC(2026, 2, day, 12)).toISOString();

async function place(options: { entityIds?: number[]; kind?: string } = {}) {
  serial += 1;
  const { kind } = options;
  const entityId = await seed.entity({ name: `team-${serial}`, kind });
  const scopeId = await seed.scope({
    entityIds: [entityId, ...(options.entityIds ?? [])],
    name: `PAY${serial}`,
  });
  await seed.stream({
    scopeId,
    coveredFrom: '2025-01-01T00:00:00Z',
    lastSuccessAt: now,
  });
  if (kind !== 'group') await seed.derivation({ entityId });
  return { entityId, scopeId };
}

type Step = readonly [day: number, status: string];
const CATEGORY: Readonly<Record<string, string>> = {
  'To do': 'todo',
  Done: 'done',
  'Not planned': 'done',
};
const categoryOf = (status: string) => CATEGORY[status] ?? 'inProgress';

/** An issue by its steps, of which the first is its creation and a last one that is done its end. */
async function issue(
  scopeId: number,
  steps: readonly Step[],
  fields: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  serial += 1;
  const externalId = String(serial);
  const [[created]] = steps;
  const [last, status] = steps.at(-1)!;
  const category = categoryOf(status);
  await knex('issues').insert({
    scope_id: scopeId,
    external_id: externalId,
    key: `PAY-${externalId}`,
    source_updated_at: now,
    title: 'Take cards',
    type: 'feature',
    status_category: category,
    source_status: status,
    created_at: march(created),
    closed_at: category === 'done' ? march(last) : null,
    transitions: JSON.stringify(
      steps.map(([day, to]) => ({
        at: march(day),
        to,
        toCategory: categoryOf(to),
      })),
    ),
    ...fields,
  });
  return externalId;
}

async function ask(metric: Metric, entityId: number): Promise<MetricAnswer> {
  const answers = await evaluate({
    knex,
    metrics: [metric],
    entityIds: [entityId],
    window,
    now,
    bucket: 'week',
  });
  return answers.get(entityId)![0];
}

async function recordsOf(
  metric: Metric,
  entityId: number,
): Promise<readonly ExplainRecord[]> {
  const page = await explain({ knex, metric, entityId, window, now, limit: 9 });
  return page.records;
}

const excludedOf = ({ value }: MetricAnswer) =>
  Object.fromEntries(value.excluded.map(({ code, count }) => [code, count]));
const numberOf = ({ value }: MetricAnswer) =>
  'value' in value ? value.value : undefined;

describe('work mix and unplanned share', () => {
  it('tell kinds by type, label and priority, a defect first', async () => {
    const { entityId, scopeId } = await place();
    const done: Step[] = [
      [1, 'To do'],
      [5, 'Done'],
    ];
    await issue(scopeId, done);
    await issue(scopeId, done, { type: 'defect', labels: ['hotfix'] });
    await issue(scopeId, done, { type: 'incident' });
    await issue(scopeId, done, { labels: ['class: expedite'] });
    await issue(scopeId, done, { type: 'other', priority: 'Urgent' });
    await issue(scopeId, done, { type: 'maintenance', labels: ['not urgent'] });
    await issue(scopeId, done, { type: 'other', labels: ['api'] });
    // None of these counts as an item that was done.
    await issue(scopeId, done, { type: 'subtask' });
    await issue(scopeId, done, { source_type: 'Epic' });
    await issue(scopeId, done, { source_status: 'not_planned' });
    await issue(scopeId, done, { source_status: 'Won’t Do' });
    const mix = await ask(workMix, entityId);
    expect(mix.categories).toEqual({
      feature: 1,
      defect: 1,
      unplanned: 3,
      maintenance: 1,
      notClassified: 1,
    });
    expect(excludedOf(mix)).toEqual({ notDone: 2 });
    const share = await ask(unplannedShare, entityId);
    expect(numberOf(share)).toBe(3 / 6);
    expect(excludedOf(share)).toEqual({ notDone: 2, notClassified: 1 });
  });
});

describe('issues done', () => {
  it('counts the first instant of the window and not its end, and each where it was last closed', async () => {
    const { entityId, scopeId } = await place();
    await issue(scopeId, [[-5, 'Done']], { closed_at: window.from });
    await issue(scopeId, [[-5, 'Done']], { closed_at: window.to });
    await issue(scopeId, [[-5, 'Done']], {
      closed_at: '2026-02-28T23:59:59.999Z',
    });
    // Opened again: once closed again, once not.
    await issue(scopeId, [
      [-9, 'To do'],
      [-5, 'Done'],
      [2, 'Doing'],
      [4, 'Done'],
    ]);
    await issue(scopeId, [
      [-9, 'To do'],
      [5, 'Done'],
      [6, 'Doing'],
    ]);
    const answer = await ask(issueThroughput, entityId);
    expect(answer.details.totalCount).toBe(2);
    expect(numberOf(answer)).toBeCloseTo(2 / 30.5, 2);
  });

  it('counts once what a project and its component both tell of, in one service and in a roll-up', async () => {
    const { entityId, scopeId } = await place();
    const systemId = await seed.entity({ name: `s-${serial}`, kind: 'system' });
    const other = await place({ entityIds: [entityId] });
    for (const id of [entityId, other.entityId])
      await seed.owns({ parentId: systemId, entityId: id, relation: 'system' });
    const same = {
      external_id: '10001',
      url: `https://acme.atlassian.net/browse/PAY-${serial}`,
    };
    for (const id of [scopeId, other.scopeId])
      await issue(id, [[5, 'Done']], same);
    await issue(other.scopeId, [[6, 'Done']]);
    expect((await ask(issueThroughput, entityId)).details.totalCount).toBe(2);
    expect((await ask(issueThroughput, systemId)).details.totalCount).toBe(2);
  });

  it("counts a group's own board with the services that it owns", async () => {
    const { entityId: groupId, scopeId } = await place({ kind: 'group' });
    const component = await place();
    await seed.owns({
      parentId: groupId,
      entityId: component.entityId,
      relation: 'owner',
    });
    await issue(scopeId, [[5, 'Done']]);
    await issue(component.scopeId, [[6, 'Done']]);
    expect((await ask(issueThroughput, groupId)).details.totalCount).toBe(2);
  });
});

describe('lead and cycle time', () => {
  it('begin with the creation and with the first time in progress', async () => {
    const { entityId, scopeId } = await place();
    const id = await issue(scopeId, [
      [1, 'To do'],
      [3, 'Doing'],
      [4, 'To do'],
      [6, 'Doing'],
      [8, 'Done'],
      [9, 'Doing'],
      [11, 'Done'],
    ]);
    expect(numberOf(await ask(issueLeadTime, entityId))).toBe(10 * DAY);
    expect(numberOf(await ask(issueCycleTime, entityId))).toBe(8 * DAY);
    expect(await recordsOf(issueCycleTime, entityId)).toMatchObject([
      { title: `PAY-${id} Take cards`, value: 8 * DAY },
    ]);
  });

  it('say why there is no time', async () => {
    const { entityId, scopeId } = await place();
    await issue(scopeId, [
      [1, 'To do'],
      [3, 'Done'],
    ]);
    await issue(scopeId, [[3, 'Done']], { transitions: null });
    await issue(scopeId, [[3, 'Done']], { created_at: null });
    await issue(scopeId, [[3, 'Done']], { created_at: march(4) });
    expect(excludedOf(await ask(issueLeadTime, entityId))).toEqual({
      timeUnknown: 1,
      boundaryOutOfOrder: 1,
    });
    const cycle = await ask(issueCycleTime, entityId);
    expect(numberOf(cycle)).toBeUndefined();
    expect(excludedOf(cycle)).toEqual({ notStarted: 3, timeUnknown: 1 });
  });

  it('leave to people what an AI did', async () => {
    const { entityId, scopeId } = await place();
    await issue(scopeId, [[3, 'Done']], { assignee_actor: 'agent' });
    await issue(scopeId, [[3, 'Done']], { assignee_actor: 'human' });
    const totals = [];
    for (const cohort of ['all', 'human', 'bot'] as const) {
      const answers = await evaluate({
        knex,
        metrics: [issueLeadTime],
        entityIds: [entityId],
        window,
        now,
        cohort,
      });
      const [answer] = answers.get(entityId)!;
      totals.push([answer.details.totalCount, excludedOf(answer)]);
    }
    expect(totals).toEqual([
      [2, {}],
      [2, { bot: 1 }],
      [1, {}],
    ]);
  });
});

describe('flow efficiency', () => {
  it('takes waiting statuses, todo and done in between for waiting', async () => {
    const { entityId, scopeId } = await place();
    await issue(scopeId, [
      [1, 'To do'],
      [2, 'Doing'], // works 1 day
      [3, 'Blocked'],
      [4, 'In review'], // works 1 day
      [5, 'Ready for test'],
      [6, 'To do'],
      [7, 'Done'],
      [8, 'Testing'], // works 2 days
      [10, 'Done'],
    ]);
    expect(numberOf(await ask(flowEfficiency, entityId))).toBe(4 / 8);
  });

  it('says nothing of what was done in no time', async () => {
    const { entityId, scopeId } = await place();
    await issue(scopeId, [
      [3, 'Doing'],
      [3, 'Done'],
    ]);
    const answer = await ask(flowEfficiency, entityId);
    expect(numberOf(answer)).toBeUndefined();
    expect(excludedOf(answer)).toEqual({ timeUnknown: 1 });
  });
});

describe('snapshots', () => {
  it('tell what was there then, whatever it is today', async () => {
    const { entityId, scopeId } = await place();
    await issue(scopeId, [
      [1, 'To do'],
      [10, 'Doing'],
      [20, 'Done'],
    ]);
    await issue(scopeId, [
      [-100, 'Doing'],
      [-80, 'Done'],
    ]);
    await issue(scopeId, [
      [-10, 'Doing'],
      [-5, 'Not planned'],
    ]);
    const { categories, series, value } = await ask(cumulativeFlow, entityId);
    expect(categories).toEqual({ todo: 0, inProgress: 0, done: 1 });
    expect(value.excluded).toEqual([{ code: 'notDone', count: 1 }]);
    // The ends of ISO weeks: 1 (a Sunday), 8, 15, 22, 29 March, and now.
    expect(series.map(point => point.categories)).toEqual([
      { todo: 1, inProgress: 0, done: 1 },
      { todo: 1, inProgress: 0, done: 1 },
      { todo: 0, inProgress: 1, done: 0 },
      { todo: 0, inProgress: 0, done: 1 },
      { todo: 0, inProgress: 0, done: 1 },
      { todo: 0, inProgress: 0, done: 1 },
    ]);
    const { series: counts } = await ask(issueWorkInProgress, entityId);
    expect(
      counts.map(point => 'value' in point.value && point.value.value),
    ).toEqual([0, 0, 1, 0, 0, 0]);
  });

  it('count the age from the first time in progress, also of what was opened again', async () => {
    const { entityId, scopeId } = await place();
    await issue(scopeId, [
      [1, 'To do'],
      [11, 'Doing'],
      [12, 'Done'],
      [21, 'Doing'],
    ]);
    await issue(scopeId, [
      [2, 'Doing'],
      [4, 'To do'],
    ]);
    expect(numberOf(await ask(issueWorkInProgressAge, entityId))).toBe(
      20 * DAY,
    );
  });

  it('leave out of what is in progress where nothing ever tells of it', async () => {
    const { entityId, scopeId } = await place();
    await issue(scopeId, [[1, 'To do']]);
    await issue(scopeId, [[2, 'To do']], { transitions: null });
    const answer = await ask(issueWorkInProgress, entityId);
    expect(excludedOf(answer)).toEqual({ timeUnknown: 2 });
    expect((await ask(cumulativeFlow, entityId)).categories?.todo).toBe(2);
    expect(excludedOf(await ask(issueWorkInProgressAge, entityId))).toEqual({
      timeUnknown: 2,
    });
  });

  it('do not know since when an issue is in progress without its history', async () => {
    const { entityId, scopeId } = await place();
    await issue(scopeId, [[1, 'Doing']], { transitions: null });
    for (const metric of [issueWorkInProgress, cumulativeFlow])
      expect(excludedOf(await ask(metric, entityId))).toEqual({
        timeUnknown: 1,
      });
  });
});

describe('sprints', () => {
  async function sprint(
    scopeId: number,
    externalId: string,
    fields: Readonly<Record<string, unknown>> = {},
  ) {
    await knex('sprints').insert({
      scope_id: scopeId,
      external_id: externalId,
      source_updated_at: now,
      name: `Sprint ${externalId}`,
      board: 'Payments',
      state: 'closed',
      start_at: march(2),
      end_at: march(15),
      completed_at: march(16),
      ...fields,
    });
  }
  const inSprint = (
    ...changes: readonly (readonly [day: number, id: string, added: boolean])[]
  ) => ({
    sprint_changes: JSON.stringify(
      changes.map(([day, sprintId, isAdded]) => ({
        at: march(day),
        sprintId,
        action: isAdded ? 'added' : 'removed',
      })),
    ),
  });

  it('are kept by what was in them at their start and done by their end', async () => {
    const { entityId, scopeId } = await place();
    await sprint(scopeId, '14');
    const kept = await issue(
      scopeId,
      [
        [1, 'Doing'],
        [16, 'Done'],
      ],
      { ...inSprint([1, '14', true]), estimate: 5 },
    );
    // Too late; moved out, although done; dropped.
    await issue(
      scopeId,
      [
        [1, 'To do'],
        [17, 'Done'],
      ],
      {
        ...inSprint([2, '14', true]),
        estimate: 100,
      },
    );
    await issue(
      scopeId,
      [
        [1, 'To do'],
        [9, 'Done'],
      ],
      {
        ...inSprint([1, '14', true], [8, '14', false]),
        estimate: 100,
      },
    );
    await issue(
      scopeId,
      [
        [1, 'To do'],
        [9, 'Not planned'],
      ],
      { ...inSprint([1, '14', true]), estimate: 100 },
    );
    // Not committed: added later, done before, taken out before.
    await issue(
      scopeId,
      [
        [1, 'To do'],
        [9, 'Done'],
      ],
      {
        ...inSprint([3, '14', true]),
        estimate: 3,
      },
    );
    await issue(
      scopeId,
      [
        [0, 'To do'],
        [1, 'Done'],
      ],
      {
        ...inSprint([0, '14', true]),
        estimate: 100,
      },
    );
    await issue(
      scopeId,
      [
        [1, 'To do'],
        [9, 'Done'],
      ],
      {
        ...inSprint([0, '14', true], [1, '14', false]),
        estimate: 100,
      },
    );
    const commitment = await ask(sprintCommitment, entityId);
    expect(numberOf(commitment)).toBe(1 / 4);
    expect(commitment.details.totalCount).toBe(4);
    expect(numberOf(await ask(sprintVelocity, entityId))).toBe(5 + 3);
    expect(await recordsOf(sprintCommitment, entityId)).toContainEqual(
      expect.objectContaining({
        observationKey: `${scopeId}:14:${kept}`,
        title: `PAY-${kept} Take cards in Sprint 14`,
        value: 1,
        observedAt: march(16),
      }),
    );
    expect(await recordsOf(sprintVelocity, entityId)).toMatchObject([
      { observationKey: `${scopeId}:14`, title: 'Sprint 14', value: 8 },
    ]);
  });

  it('that are known by days are planned on the first of them', async () => {
    const { entityId, scopeId } = await place();
    await sprint(scopeId, '14', {
      state: 'dated',
      start_at: '2026-03-02T00:00:00Z',
      end_at: '2026-03-16T00:00:00Z',
      completed_at: null,
    });
    for (const day of [2, 3])
      await issue(
        scopeId,
        [
          [1, 'To do'],
          [9, 'Done'],
        ],
        inSprint([day, '14', true]),
      );
    expect((await ask(sprintCommitment, entityId)).details.totalCount).toBe(1);
  });

  it('say what is not known, and are not there while they run', async () => {
    const { entityId, scopeId } = await place();
    await sprint(scopeId, '14', { start_at: null });
    await sprint(scopeId, '15', { state: 'active', completed_at: null });
    await issue(
      scopeId,
      [
        [1, 'Doing'],
        [9, 'Done'],
      ],
      {
        ...inSprint([1, '14', true], [1, '15', true]),
      },
    );
    const commitment = await ask(sprintCommitment, entityId);
    expect(numberOf(commitment)).toBeUndefined();
    expect(excludedOf(commitment)).toEqual({ timeUnknown: 1 });
    const velocity = await ask(sprintVelocity, entityId);
    expect(numberOf(velocity)).toBeUndefined();
    expect(excludedOf(velocity)).toEqual({ notEstimated: 1 });
  });

  it('in which nothing estimated was done have 0 points, and what was done without an estimate is not known', async () => {
    const { entityId, scopeId } = await place();
    await sprint(scopeId, '14');
    await sprint(scopeId, '15');
    await sprint(scopeId, '16');
    await issue(scopeId, [[1, 'Doing']], inSprint([1, '16', true]));
    await issue(scopeId, [[1, 'Doing']], {
      ...inSprint([1, '14', true], [1, '15', true]),
      estimate: 5,
    });
    await issue(
      scopeId,
      [
        [1, 'Doing'],
        [9, 'Done'],
      ],
      inSprint([1, '15', true]),
    );
    const velocity = await ask(sprintVelocity, entityId);
    expect(numberOf(velocity)).toBe(0);
    expect(excludedOf(velocity)).toEqual({ notEstimated: 2 });
  });

  it('that two components of a project tell of are one, with all their issues', async () => {
    const { entityId, scopeId } = await place();
    const other = await place({ entityIds: [entityId] });
    for (const id of [scopeId, other.scopeId]) {
      await sprint(id, '14');
      await issue(
        id,
        [
          [1, 'Doing'],
          [9, 'Done'],
        ],
        {
          ...inSprint([1, '14', true]),
          estimate: 5,
        },
      );
    }
    const velocity = await ask(sprintVelocity, entityId);
    expect(velocity.details.totalCount).toBe(1);
    expect(numberOf(velocity)).toBe(5 + 5);
  });
});
