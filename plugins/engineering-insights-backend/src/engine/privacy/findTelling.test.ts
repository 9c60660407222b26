import fc from 'fast-check';
import type { Crowd } from './Crowd';
import { findTelling } from './findTelling';

const minimumContributors = 3;

/** One row per observation: who, and in which targets. */
type Observation = readonly [person: string, ...targetIds: number[]];

function crowdsOf(observations: readonly Observation[]): readonly Crowd[] {
  const byPerson = new Map<string, (readonly number[])[]>();
  for (const [person, ...targetIds] of observations) {
    byPerson.set(person, [...(byPerson.get(person) ?? []), targetIds]);
  }
  return [...byPerson.values()].map(targetSets => ({
    peopleCount: 1,
    targetSets,
  }));
}

/** Each of these people has one observation in these targets. */
const work = (people: string, ...targetIds: number[]): Observation[] =>
  [...people].map(person => [person, ...targetIds]);

function telling(observations: readonly Observation[]): readonly number[] {
  const targetIds = [...new Set(observations.flatMap(([, ...ids]) => ids))];
  return [
    ...findTelling({
      crowds: crowdsOf(observations),
      minimumContributors,
      targetIds,
    }),
  ].sort((a, b) => a - b);
}

const [ORGANISATION, TEAM, OTHER_TEAM, SYSTEM] = [1, 2, 3, 4];
const [PAYMENTS, LEDGER, REFUNDS] = [10, 11, 12];

describe('findTelling', () => {
  it.each<[string, Observation[], number[]]>([
    [
      'withholds nothing where all differences are from enough people',
      [
        ...work('abc', ORGANISATION, TEAM),
        ...work('def', ORGANISATION, OTHER_TEAM),
      ],
      [],
    ],
    [
      'withholds the team without sub-teams where these add too few people',
      [...work('abcd', ORGANISATION, TEAM), ...work('xy', ORGANISATION)],
      [TEAM],
    ],
    [
      'tells of both where the sub-teams did nothing: the difference is nothing',
      work('abcd', ORGANISATION, TEAM),
      [],
    ],
    [
      'counts people and not observations: one who did much is one',
      [...work('abcd', ORGANISATION, TEAM), ...work('xxxxxxxx', ORGANISATION)],
      [TEAM],
    ],
    [
      'counts people of the difference who are in the smaller one as well',
      [...work('abcd', ORGANISATION, TEAM), ...work('abc', ORGANISATION)],
      [],
    ],
    [
      'withholds the smallest of the children where the rest is from too few',
      [
        ...work('abcdef', TEAM, PAYMENTS),
        ...work('abc', TEAM, LEDGER),
        ...work('ab', TEAM, REFUNDS),
      ],
      [LEDGER],
    ],
    [
      'of children of one size it withholds the one with the lower number',
      [
        ...work('abc', TEAM, LEDGER),
        ...work('def', TEAM, PAYMENTS),
        ...work('x', TEAM),
      ],
      [PAYMENTS],
    ],
    [
      'decides inside a part first: the part and what lies in it may both be withheld',
      [
        ...work('abc', TEAM, PAYMENTS, SYSTEM),
        ...work('ab', TEAM),
        ...work('c', TEAM, SYSTEM),
      ],
      [SYSTEM, PAYMENTS],
    ],
    [
      'cuts a component that moved: neither what it did here nor there may be told',
      [
        ...work('abc', TEAM, LEDGER),
        ...work('de', TEAM, REFUNDS),
        ...work('fgh', OTHER_TEAM, REFUNDS),
      ],
      [OTHER_TEAM, LEDGER],
    ],
    [
      'sees that a system lies within a team, whatever the catalog says',
      [...work('abcd', TEAM, SYSTEM), ...work('x', TEAM)],
      [SYSTEM],
    ],
    [
      'has one number for what two targets have exactly in common',
      [
        ...work('abcd', ORGANISATION, TEAM, PAYMENTS),
        ...work('x', ORGANISATION),
      ],
      [TEAM, PAYMENTS],
    ],
    [
      'withholds where the few people are, not elsewhere in what contains it',
      [
        ...work('abcd', ORGANISATION, TEAM, PAYMENTS),
        ...work('xy', ORGANISATION, TEAM, REFUNDS),
        ...work('efg', ORGANISATION, OTHER_TEAM),
      ],
      [PAYMENTS],
    ],
    [
      'leaves to their own rule those with too few people of their own',
      [...work('ab', TEAM, PAYMENTS), ...work('cdef', TEAM, LEDGER)],
      [LEDGER],
    ],
  ])('%s', (_, observations, expected) => {
    expect(telling(observations)).toEqual(expected);
  });
});

/** People, and targets that are groups, systems or components of a random organisation. */
const observations = fc
  .record({
    componentCount: fc.integer({ min: 1, max: 7 }),
    parents: fc.array(fc.array(fc.nat(11), { maxLength: 3 }), {
      minLength: 12,
      maxLength: 12,
    }),
    moved: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    done: fc.array(
      fc.record({
        person: fc.nat(9),
        componentNos: fc.array(fc.nat(6), { minLength: 1, maxLength: 2 }),
        isEarly: fc.boolean(),
        isToggled: fc.boolean(),
      }),
      { minLength: 1, maxLength: 60 },
    ),
  })
  .map(({ componentCount, parents, moved, done }) => {
    // Wholes 0 to 4 have components; a whole's own parents come before it, so that there is no circle.
    const above = (whole: number): number[] => [
      whole,
      ...parents[whole].filter(parent => parent < whole).flatMap(above),
    ];
    return done.map(({ person, componentNos, isEarly }): Observation => {
      const targetIds = componentNos.flatMap(no => {
        const componentNo = no % componentCount;
        const owners = parents[5 + componentNo].map(owner =>
          moved[componentNo] && !isEarly ? (owner + 1) % 5 : owner % 5,
        );
        return [
          100 + componentNo,
          ...owners.flatMap(above),
          // The toggle: what a whole has itself, without what is below it.
          ...owners.map(owner => -1 - owner),
        ];
      });
      return [`p${person}`, ...new Set(targetIds)];
    });
  });

const peopleOf = (rows: readonly Observation[]) =>
  new Set(rows.map(([person]) => person)).size;

function shownOf(rows: readonly Observation[]) {
  const targetIds = [...new Set(rows.flatMap(([, ...ids]) => ids))];
  const found = findTelling({
    crowds: crowdsOf(rows),
    minimumContributors,
    targetIds,
  });
  const rowsIn = (id: number) => rows.filter(([, ...ids]) => ids.includes(id));
  const shown = targetIds.filter(
    id => peopleOf(rowsIn(id)) >= minimumContributors && !found.has(id),
  );
  const insideOf = (id: number) =>
    shown.filter(
      other =>
        other !== id && rowsIn(other).every(([, ...ids]) => ids.includes(id)),
    );
  return { targetIds, found, shown, rowsIn, insideOf };
}

const isTellable = (count: number) =>
  count === 0 || count >= minimumContributors;

const RUNS = { numRuns: 1_000, seed: 20261123 };

describe('what is shown of any organisation', () => {
  it('differs from each part by nobody or enough people, and from any parts together', () => {
    let subtractions = 0;
    fc.assert(
      fc.property(
        observations,
        fc.infiniteStream(fc.boolean()),
        (rows, coins) => {
          const { shown, rowsIn, insideOf } = shownOf(rows);
          for (const whole of shown) {
            const parts = insideOf(whole);
            const some = () => parts.filter(() => coins.next().value);
            const families = [
              ...parts.map(part => [part]),
              parts,
              ...Array.from({ length: 8 }, some),
            ];
            for (const family of families) {
              const left = rowsIn(whole).filter(
                ([, ...ids]) => !family.some(part => ids.includes(part)),
              );
              expect(isTellable(peopleOf(left))).toBe(true);
              subtractions += family.length;
            }
          }
        },
      ),
      RUNS,
    );
    expect(subtractions).toBeGreaterThan(1_000);
  });

  it('is the same whichever target is asked for, and in whatever order', () => {
    fc.assert(
      fc.property(observations, rows => {
        const { targetIds, found } = shownOf(rows);
        const crowds = [...crowdsOf(rows)].reverse();
        for (const id of targetIds) {
          expect(
            findTelling({ crowds, minimumContributors, targetIds: [id] }).has(
              id,
            ),
          ).toBe(found.has(id));
        }
      }),
      RUNS,
    );
  });

  it('withholds only where somebody could subtract', () => {
    let withheldCount = 0;
    fc.assert(
      fc.property(observations, rows => {
        const { found, rowsIn, targetIds } = shownOf(rows);
        withheldCount += found.size;
        const candidates = targetIds.filter(
          id => peopleOf(rowsIn(id)) >= minimumContributors,
        );
        const isAnyTelling = candidates.some(whole => {
          const parts = candidates.filter(
            part =>
              part !== whole &&
              rowsIn(part).every(([, ...ids]) => ids.includes(whole)),
          );
          return rowsIn(whole).some(([, ...own]) => {
            const taken = parts.filter(part => !own.includes(part));
            const left = rowsIn(whole).filter(
              ([, ...ids]) => !taken.some(part => ids.includes(part)),
            );
            return !isTellable(peopleOf(left));
          });
        });
        expect(found.size > 0).toBe(isAnyTelling);
      }),
      RUNS,
    );
    expect(withheldCount).toBeGreaterThan(100);
  });
});
