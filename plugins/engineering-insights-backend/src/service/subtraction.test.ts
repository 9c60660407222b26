import {
  quantile,
  type ExplainAnswer,
  type MetricAnswer,
  type TeamAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import { testDatabase } from '../database/testDatabase';
import { recalculate } from '../engine';
import { random } from '../engine/__testUtils__/random';
import { Seed } from '../engine/__testUtils__/seed';
import { builtInMetrics, createMetricRegistry } from '../metrics';
import { catalogOf } from './__testUtils__/catalogOf';
import { createTestApi } from './__testUtils__/createTestApi';

jest.setTimeout(300_000);

const NOW = '2026-03-31T12:00:00.000Z';
const MOVED_AT = '2026-02-15T00:00:00.000Z';
const WINDOWS = {
  value: { from: '2026-01-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
  previous: {
    from: '2025-10-03T00:00:00.000Z',
    to: '2026-01-01T00:00:00.000Z',
  },
} as const;
type When = keyof typeof WINDOWS;
const MINIMUM = 5;

/** Part, relation, whole; `moved` is the time of the one that did. */
const OWNERSHIPS: readonly [
  part: string,
  relation: string,
  whole: string,
  moved?: 'before' | 'after',
][] = [
  ['group:area', 'parent', 'group:company'],
  ['group:cards', 'parent', 'group:area'],
  ['group:transfers', 'parent', 'group:area'],
  ['group:platform', 'parent', 'group:company'],
  ['system:till', 'domain', 'domain:money'],
  ['system:vault', 'domain', 'domain:money'],
  ['component:checkout', 'owner', 'group:cards'],
  ['component:refunds', 'owner', 'group:cards', 'before'],
  ['component:refunds', 'owner', 'group:transfers', 'after'],
  ['component:ledger', 'owner', 'group:transfers'],
  ['component:rates', 'owner', 'group:transfers'],
  ['component:docs', 'owner', 'group:area'],
  ['component:gateway', 'owner', 'group:platform'],
  ['component:web', 'owner', 'group:platform'],
  ['component:admin', 'owner', 'group:platform'],
  ['component:tools', 'owner', 'group:company'],
  ['component:checkout', 'system', 'system:till'],
  ['component:refunds', 'system', 'system:till'],
  ['component:ledger', 'system', 'system:vault'],
];

/** Who may review in which repository; the last one is shared by two components. */
const REVIEWERS: Readonly<Record<string, string>> = {
  checkout: 'abcdefgh',
  refunds: 'abijklm',
  ledger: 'ijklmn',
  rates: 'xyzijk',
  docs: 'abi',
  gateway: 'pqrstu',
  tools: 'po',
  mono: 'pqrstuvw',
};

interface Review {
  readonly person: string;
  readonly components: readonly string[];
  readonly at: string;
}

const nameOf = (ref: string) => ref.split(':')[1];
const kindOf = (ref: string) => ref.split(':')[0];
const REFS = [
  ...new Set(OWNERSHIPS.flatMap(([part, , whole]) => [part, whole])),
];
const WITH_SUB_TEAMS = ['group:company', 'group:area'];

/** What the reader can ask for: each entity, and groups also without what is below them. */
const TARGETS = [
  ...REFS.map(ref => ({ ref, isWithSubTeams: true })),
  ...WITH_SUB_TEAMS.map(ref => ({ ref, isWithSubTeams: false })),
];
type Target = (typeof TARGETS)[number];

const holds = (moved: 'before' | 'after' | undefined, at: string) =>
  moved === undefined || (moved === 'before') === at < MOVED_AT;

/** Whether a review counts for a target, told from the lists above. */
function isIn({ ref, isWithSubTeams }: Target, review: Review): boolean {
  const wholesOf = (part: string): string[] =>
    OWNERSHIPS.flatMap(([child, relation, whole, moved]) =>
      child === part && holds(moved, review.at)
        ? [
            whole,
            ...(relation === 'parent' && !isWithSubTeams
              ? []
              : wholesOf(whole)),
          ]
        : [],
    );
  return review.components.some(component => {
    const part = `component:${component}`;
    if (part === ref) {
      return true;
    }
    const direct = OWNERSHIPS.some(
      ([child, , whole, moved]) =>
        child === part && whole === ref && holds(moved, review.at),
    );
    return isWithSubTeams ? wholesOf(part).includes(ref) : direct;
  });
}

async function seedOrganisation(knex: Knex, next: () => number) {
  const seed = new Seed(knex);
  const ids = new Map<string, number>();
  for (const ref of REFS) {
    ids.set(ref, await seed.entity({ name: nameOf(ref), kind: kindOf(ref) }));
  }
  for (const [part, relation, whole, moved] of OWNERSHIPS) {
    await seed.owns({
      entityId: ids.get(part)!,
      parentId: ids.get(whole)!,
      relation,
      ...(moved === 'before' && { to: MOVED_AT }),
      ...(moved === 'after' && { from: MOVED_AT }),
    });
  }
  const reviews: Review[] = [];
  const start = DateTime.fromISO(WINDOWS.previous.from, { zone: 'utc' });
  for (const [repository, people] of Object.entries(REVIEWERS)) {
    const isShared = repository === 'mono';
    const components = isShared ? ['web', 'admin'] : [repository];
    const scopeId = await seed.scope({ entityIds: [], name: repository });
    for (const component of components) {
      await knex('entity_scopes').insert({
        entity_id: ids.get(`component:${component}`),
        scope_id: scopeId,
        bound_by: 'catalog',
        paths: isShared ? [`${component}/**`] : null,
      });
    }
    await seed.stream({
      scopeId,
      coveredFrom: '2025-01-01T00:00:00Z',
      lastSuccessAt: '2026-03-31T11:55:00Z',
    });
    for (let number = 1; number <= 24; number += 1) {
      const touched = isShared
        ? [['web'], ['admin'], ['web', 'admin']][Math.floor(next() * 3)]
        : components;
      const createdAt = start.plus({ days: next() * 178 });
      await seed.pullRequest({
        scopeId,
        number,
        createdAt: createdAt.toISO()!,
        mergedAt: createdAt.plus({ days: 1 }).toISO()!,
        files: isShared ? touched.map(name => `${name}/main.ts`) : null,
      });
      for (let count = 0; count < 2; count += 1) {
        const person = people[Math.floor(next() * people.length)];
        const at = createdAt
          .plus({ hours: 1 + count })
          .toUTC()
          .toISO()!;
        await seed.review({
          scopeId,
          number,
          submittedAt: at,
          reviewerKey: person,
        });
        reviews.push({ person, components: touched, at });
      }
    }
  }
  return { reviews, ids };
}

const databases = testDatabase();

async function createWorld(number: number) {
  const knex = await databases.create();
  const { reviews, ids } = await seedOrganisation(knex, random(number));
  const { get } = createTestApi({
    knex,
    now: NOW,
    catalog: catalogOf(
      REFS.map(ref => `${kindOf(ref)}:default/${nameOf(ref)}`),
    ),
  });
  const pathOf = ({ ref }: Target) => `${kindOf(ref)}/default/${nameOf(ref)}`;
  return {
    knex,
    reviews,
    ids,
    get,
    read: (target: Target, query = ''): Promise<MetricAnswer> =>
      get(
        `/v1/metrics/collaboration.review-load/${pathOf(
          target,
        )}?compare=true&subTeams=${target.isWithSubTeams}${query}`,
      ),
    explain: (target: Target) =>
      get<ExplainAnswer>(
        `/v1/metrics/collaboration.review-load/${pathOf(
          target,
        )}/explain?subTeams=${target.isWithSubTeams}`,
      ),
    readTeam: (target: Target) =>
      get<TeamAnswer>(
        `/v1/analytics/team/${pathOf(
          target,
        )}?section=balance&compare=true&subTeams=${target.isWithSubTeams}`,
      ),
  };
}

const peopleOf = (reviews: readonly Review[]) =>
  new Set(reviews.map(({ person }) => person)).size;

const medianOf = (reviews: readonly Review[]) => {
  const counts = new Map<string, number>();
  for (const { person } of reviews) {
    counts.set(person, (counts.get(person) ?? 0) + 1);
  }
  return Math.round(quantile([...counts.values()], 0.5)!);
};

describe.each([1, 2])('the reviews of organisation %d', number => {
  let world: Awaited<ReturnType<typeof createWorld>>;
  const answers = new Map<Target, MetricAnswer>();
  const valueOf = (target: Target, when: When) => answers.get(target)![when]!;
  const counted = new Map<Target, ReadonlySet<Review>>();
  const rowsIn = (target: Target, when: When) =>
    [...counted.get(target)!].filter(
      ({ at }) => at >= WINDOWS[when].from && at < WINDOWS[when].to,
    );

  beforeAll(async () => {
    world = await createWorld(number);
    for (const target of TARGETS) {
      answers.set(target, await world.read(target));
      counted.set(
        target,
        new Set(world.reviews.filter(review => isIn(target, review))),
      );
    }
  });

  it.each<When>(['value', 'previous'])(
    'are counted of those shown (%s)',
    when => {
      const statuses = new Set<string>();
      for (const target of TARGETS) {
        const value = valueOf(target, when);
        const rows = rowsIn(target, when);
        const isShown = 'value' in value;
        statuses.add(isShown ? 'shown' : value.reason.code);
        expect(isShown && [value.sampleSize, value.value]).toEqual(
          isShown && [peopleOf(rows), medianOf(rows)],
        );
        const isTooFew = !isShown && value.reason.code === 'tooFewContributors';
        expect(isShown && value.sampleSize < MINIMUM).toBe(false);
        expect(isTooFew && peopleOf(rows) >= MINIMUM).toBe(false);
      }
      expect([...statuses].sort()).toEqual([
        'shown',
        'tooFewContributors',
        'wouldTellOfOthers',
      ]);
    },
  );

  it.each<When>(['value', 'previous'])(
    'tell of nobody or of enough people, whatever is subtracted (%s)',
    when => {
      const shown = TARGETS.filter(target => 'value' in valueOf(target, when));
      const telling: string[] = [];
      let subtractions = 0;
      for (const whole of shown) {
        const rows = rowsIn(whole, when);
        const parts = shown.filter(
          part =>
            part !== whole &&
            rowsIn(part, when).every(review => counted.get(whole)!.has(review)),
        );
        // Every choice of parts, of which there are few enough.
        for (let choice = 1; choice < 2 ** parts.length; choice += 1) {
          const taken = parts.filter((_, index) => choice & (2 ** index));
          const left = peopleOf(
            rows.filter(
              review => !taken.some(part => counted.get(part)!.has(review)),
            ),
          );
          if (left > 0 && left < MINIMUM) {
            const refs = taken.map(({ ref }) => ref).join(' and ');
            telling.push(`${whole.ref} without ${refs}: ${left} people`);
          }
          subtractions += 1;
        }
      }
      expect(telling).toEqual([]);
      expect(subtractions).toBeGreaterThan(50);
    },
  );

  it('tell nothing that can be added up', async () => {
    for (const target of TARGETS) {
      const { details, series, value, previous, ...answer } =
        answers.get(target)!;
      expect(Object.keys(details).every(name => /^p\d\d$/.test(name))).toBe(
        true,
      );
      expect(Object.values(details).every(Number.isInteger)).toBe(true);
      expect([series, value.excluded, previous!.excluded]).toEqual([
        [],
        [],
        [],
      ]);
      expect(answer).not.toHaveProperty('largestContributor');
      const told = await world.explain(target);
      expect(told.records).toEqual([]);
      expect(told.excludedCounts).toEqual([]);
      expect(told.formula).toEqual({
        parameters:
          'value' in value ? { contributorCount: value.sampleSize } : {},
      });
    }
  });

  it('are the same on the page of a team, and are kept nowhere', async () => {
    const { knex, ids, readTeam } = world;
    const rollUps = REFS.filter(ref => kindOf(ref) !== 'component');
    const metrics = createMetricRegistry(builtInMetrics).listKept('rollUps');
    await recalculate({
      knex,
      metrics,
      of: 'rollUps',
      entityIds: rollUps.map(ref => ids.get(ref)!),
      now: NOW,
      changedFrom: '-infinity',
    });
    for (const table of ['current_values', 'bucket_values']) {
      expect(await knex(table).first()).toBeDefined();
      const personDerived = knex(table).where(
        'metric_id',
        'collaboration.review-load',
      );
      expect(await personDerived).toEqual([]);
    }
    for (const target of TARGETS.filter(({ ref }) => kindOf(ref) === 'group')) {
      const { metrics: told } = await readTeam(target);
      expect(
        told.find(answer => answer.metricId === 'collaboration.review-load')
          ?.value,
      ).toEqual(valueOf(target, 'value'));
    }
  });

  it.each(['bot', 'human'])(
    'are those of people for the cohort %s too',
    async cohort => {
      for (const target of TARGETS.slice(0, 4)) {
        const { value } = await world.read(target, `&cohort=${cohort}`);
        expect(value).toEqual(valueOf(target, 'value'));
      }
    },
  );

  it.each([
    ['2026-03-05', '2026-04-01'],
    ['2026-03-30', '2026-03-31'],
  ])('are not told of less than four weeks (%s to %s)', async (from, to) => {
    for (const target of TARGETS) {
      const { value } = await world.read(target, `&from=${from}&to=${to}`);
      expect(value).toEqual({
        status: 'withheld',
        reason: { code: 'windowTooShort', parameters: { minimumDays: 28 } },
        excluded: [],
      });
    }
  });
});
