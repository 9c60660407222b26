// What each expects is said once.
/* eslint jest/expect-expect: ["warn", { assertFunctionNames: ["expect", "expectAsQuick"] }] */
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { findFolder } from '../../catalog/findFolder';
import { testDatabase } from '../../database/testDatabase';
import { createTouchJudge } from '../../delivery/claims/createTouchJudge';
import { compilePattern } from '../../delivery/policy/compilePattern';
import { findPatternProblem } from '../../delivery/policy/findPatternProblem';
import { readPatternSetting } from '../../delivery/policy/readPatternSetting';
import { readPurl } from '../../ingestion/intake/cdevents/readPurl';
import { redactSecrets } from '../../ingestion/redactSecrets';
import { scrubBody } from '../../ingestion/scrubPersonal';
import { globRegexSql } from '../../metrics/flow/globRegexSql';
import { findGlobProblem } from '../../patterns/findGlobProblem';
import { at, sha } from '../graphql/__testUtils__/exampleCatalog';
import {
  PAYMENTS,
  startHostilePortal,
  type HostilePortal,
} from './__testUtils__/startHostilePortal';

const databases = testDatabase();
// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);
let knex: Knex;
let portal: HostilePortal;

/** That take backtracking engines years, from papers and reports about them. */
const PATTERNS = [
  '(a+)+',
  '(a*)*b',
  '(a|a)*',
  '(a|aa)+',
  '(.*a){12}',
  '([a-zA-Z]+)*',
  '(x+x+)+y',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(?:.*)*=.*',
  '\\s*(\\s*)*x',
  '(?=(a+))\\1+b',
  '(.)\\1+(.)\\2+',
  '((a{1,50}){1,50}){1,50}',
  'a{0,999}a{999}',
  '(a?){200}a{200}',
  '.*.*.*.*.*.*.*.*.*.*b',
  '(\\p{L}+|\\p{Lu}+)*1',
  '(((((((((a+)+)+)+)+)+)+)+)+)+',
  '[^]*[^]*[^]*x',
];
const GLOBS = [
  '*a*a*a*a*a*a*a*a*b',
  '**/**/**/**/**/**/**/**/b',
  '+(a|aa)+(a|aa)b',
  '*(*(*(a)))b',
  '@(a|aa|aaa)*(b)',
  '!(!(!(a)))',
  '{a,{a,{a,{a,{a,a}}}}}',
  '{1..9999999}',
  '{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}',
  '?*?*?*?*?*?*?*b',
  '[a-z]*[a-z]*[a-z]*[a-z]*b',
  `${'**/'.repeat(60)}b`,
  '*'.repeat(190),
];
const NAMES = [
  `${'a'.repeat(4_000)}!`,
  `${'x'.repeat(4_000)}z`,
  `${' '.repeat(4_000)}y`,
  `${'aA'.repeat(2_000)}!`,
  `${'a/'.repeat(1_500)}!`,
];

/** A noise that a machine has which does other things as well. */
const NOISE_MS = 400;
const MOST_TIMES = 40;

function timeOf(act: () => unknown): number {
  const startedAt = performance.now();
  act();
  return performance.now() - startedAt;
}

async function timeOfAsync(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

function expectAsQuick(what: string, hostile: number, harmless: number) {
  const most = harmless * MOST_TIMES + NOISE_MS;
  expect({ what, most, isQuick: hostile < most, hostile }).toEqual({
    what,
    most,
    hostile,
    isQuick: true,
  });
}

const harmlessOf = (pattern: string) => 'q'.repeat(pattern.length);

describe('a pattern that others run away with', () => {
  it.each(PATTERNS)('is refused or as quick as any: %s', pattern => {
    const match = (text: string) => () => {
      if (findPatternProblem(text) !== undefined) return;
      const matches = compilePattern(text);
      for (const name of NAMES) matches(name);
    };
    const harmless = timeOf(match(harmlessOf(pattern)));
    expectAsQuick(pattern, timeOf(match(pattern)), harmless);
  });

  it.each(GLOBS)('as a glob is refused or as quick as any: %s', glob => {
    const match = (text: string) => () => {
      const judge = createTouchJudge([text]);
      for (const path of NAMES) judge([{ path }]);
      return findGlobProblem(text);
    };
    const harmless = timeOf(match(harmlessOf(glob)));
    expectAsQuick(glob, timeOf(match(glob)), harmless);
  });

  it('is one of an annotation’s list, however it is written', () => {
    for (const part of ['/', '/a', '\\', ',/', '/\\', ' ', ', ', '/ ,', '*']) {
      const [hostile, harmless] = [part, 'q'].map(each =>
        timeOf(() =>
          readPatternSetting(each.repeat(Math.ceil(100_000 / each.length))),
        ),
      );
      expectAsQuick(part, hostile, harmless);
    }
  });
});

describe('a text that makes a search go back', () => {
  const COUNT = 60_000;
  const TEXTS: readonly (readonly [string, string])[] = [
    ['spaces behind a trailer', `x-by:${' '.repeat(COUNT)}@`],
    ['spaces in a trailer', `x-by:${' '.repeat(COUNT)}a${' '.repeat(COUNT)}@`],
    ['words in a trailer', `x-by:${' '.repeat(COUNT)}${'a '.repeat(COUNT)}@`],
    ['hyphens before a trailer', `${'-by'.repeat(COUNT)}@`],
    ['brackets that do not end', `x-by: ${'<'.repeat(COUNT)}@`],
    ['trailers one below the other', `${'x-by: a <\n'.repeat(COUNT / 4)}@`],
    ['at signs', '@'.repeat(COUNT)],
    ['an address that does not end', `a@${'a.'.repeat(COUNT)}`],
    ['letters', `${'a'.repeat(COUNT)} @`],
    ['slashes', '/'.repeat(COUNT)],
    ['slashes before something', `${'/'.repeat(COUNT)}x`],
    ['tokens', 'token '.repeat(COUNT)],
    ['questions', `?${'token'.repeat(COUNT)}`],
  ];
  const READERS: Readonly<Record<string, (text: string) => unknown>> = {
    scrubBody: title => scrubBody({ body: { title }, salt: 'a salt' }),
    redactSecrets,
    'readPurl, of its version': text => readPurl(`pkg:generic/x@${text}`),
    'readPurl, of its source': text =>
      readPurl(`pkg:generic/x@1?vcs_url=${encodeURIComponent(text)}`),
    'findFolder, of a place': text =>
      findFolder({
        sourceLocation: `url:https://example.com/a/tree/main/${text}`,
        repositoryUrl: 'https://example.com/a',
      }),
    'findFolder, of a repository': text =>
      findFolder({
        sourceLocation: 'url:https://example.com/a',
        repositoryUrl: `https://example.com/${text}`,
      }),
  };

  it.each(Object.entries(READERS))(
    'is read as quickly as any by %s',
    (_, read) => {
      for (const [what, text] of TEXTS) {
        const harmless = timeOf(() => read(' q'.repeat(text.length / 2)));
        expectAsQuick(
          what,
          timeOf(() => read(text)),
          harmless,
        );
      }
      const fragments = `@a#${'@a#'.repeat(COUNT)}\n`;
      expectAsQuick(
        'fragments',
        timeOf(() => read(fragments)),
        timeOf(() => read(' q'.repeat(fragments.length / 2))),
      );
    },
  );
});

describe('at the portal', () => {
  beforeAll(async () => {
    knex = await databases.createEmpty();
    portal = await startHostilePortal(knex);
    await portal.send({
      entityRef: PAYMENTS,
      scope: 'acme/payments',
      facts: NAMES.flatMap((name, index) => [
        {
          kind: 'deployment',
          externalId: `hostile-${index}`,
          environment: name,
          sha: sha(1),
          finishedAt: at(4, index),
          outcome: 'success',
        },
        {
          kind: 'pipelineRun',
          externalId: `run-${index}`,
          pipeline: name,
          branch: name,
          sha: sha(1),
          attempt: 1,
          startedAt: at(4, index),
          finishedAt: at(4, index + 0.1),
          outcome: 'success',
        },
      ]),
    });
  });
  afterAll(async () => {
    await portal?.stop();
  });

  let callerCount = 0;
  /** Each is asked by another, as one may ask only some a minute. */
  async function preview(trial: object) {
    callerCount += 1;
    const { status, text } = await portal.raw({
      method: 'POST',
      path: '/v1/doctor/preview',
      headers: {
        'content-type': 'application/json',
        authorization: mockCredentials.user.header(
          `user:default/caller-${callerCount}`,
        ),
      },
      body: JSON.stringify({ entityRef: PAYMENTS, ...trial }),
    });
    expect({ status, text: status === 200 || text }).toEqual({
      status: expect.any(Number),
      text: status === 200 ? true : expect.stringContaining('refused'),
    });
    expect([200, 400]).toContain(status);
  }

  const TRIALS: readonly ((pattern: string) => object)[] = [
    pattern => ({
      policy: {
        deployments: {
          from: 'pipelineRuns',
          pipeline: pattern,
          branch: pattern,
        },
      },
    }),
    pattern => ({ policy: { environments: { production: [pattern] } } }),
    pattern => ({ policy: { failures: { hotfixBranches: [pattern] } } }),
    pattern => ({
      annotations: {
        'engineering-insights/production-environments': `/${pattern}/`,
      },
    }),
    pattern => ({
      annotations: {
        'engineering-insights/deployments': `pipelineRuns:/${pattern}/`,
      },
    }),
  ];

  it('a trial of each is refused or answered as quickly as any', async () => {
    const harmless = await timeOfAsync(() => preview(TRIALS[1]('production')));
    for (const [index, pattern] of PATTERNS.entries()) {
      const trial = TRIALS[index % TRIALS.length](pattern);
      const hostile = await timeOfAsync(() => preview(trial));
      expectAsQuick(pattern, hostile, harmless);
    }
  });

  it('a trial of each glob is refused or answered as quickly as any', async () => {
    const trialOf = (glob: string) => ({
      annotations: { 'engineering-insights/paths': glob },
    });
    const harmless = await timeOfAsync(() => preview(trialOf('service/**')));
    for (const glob of GLOBS) {
      const hostile = await timeOfAsync(() => preview(trialOf(glob)));
      expectAsQuick(glob, hostile, harmless);
    }
  });

  it('a glob that the database matches is as quick as any', async () => {
    const match = (glob: string) =>
      timeOfAsync(async () => {
        for (const name of NAMES) {
          await knex.raw(
            `select :name ~ (${globRegexSql('cast(:glob as text)')})`,
            { name, glob },
          );
        }
      });
    for (const glob of GLOBS) {
      const harmless = await match(harmlessOf(glob));
      expectAsQuick(glob, await match(glob), harmless);
    }
  });

  it('a text that is sent is taken as quickly as any', async () => {
    const send = (title: string, index: number) =>
      timeOfAsync(async () => {
        const { status } = await portal.raw({
          method: 'POST',
          path: '/v1/events',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            scope: 'acme/texts',
            facts: [
              {
                kind: 'commit',
                externalId: sha(index),
                parents: [],
                authoredAt: at(1),
                committedAt: at(1),
                title,
              },
            ],
          }),
        });
        expect(status).toBe(200);
      });
    const length = 200_000;
    const harmless = await send(' q'.repeat(length / 2), 1);
    const hostile = await send(`x-by:${' '.repeat(length)}@`, 2);
    expectAsQuick('a trailer', hostile, harmless);
  });
});
