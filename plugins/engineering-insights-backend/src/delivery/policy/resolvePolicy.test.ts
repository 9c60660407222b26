import { deliveryPolicySchema } from '@sei-platform/plugin-engineering-insights-common';
import { compilePattern } from './compilePattern';
import { listPolicyProblems } from './listPolicyProblems';
import { readPatternSetting } from './readPatternSetting';
import { resolvePolicy } from './resolvePolicy';

const policies = {
  default: deliveryPolicySchema.parse({}),
  byAnnotation: {
    strict: deliveryPolicySchema.parse({
      failures: { minimumConfidence: 0.9 },
    }),
  },
};
const resolve = (settings: Record<string, string>) =>
  resolvePolicy({
    policies,
    settings,
    entityRef: 'component:default/payments',
  });

it.each([
  ['prod', true],
  ['Production', true],
  ['prod-eu', true],
  ['live.us', true],
  ['preprod', false],
  ['products', false],
  ['staging', false],
])('by default %s is production: %s', (name, expected) => {
  const [pattern] = policies.default.environments.production;
  expect(compilePattern(pattern)(name)).toBe(expected);
});

it('takes no time for patterns that run away elsewhere', () => {
  expect(compilePattern('(a+)+b')('a'.repeat(5_000))).toBe(false);
});

it('reads globs and regular expressions from annotations', () => {
  expect(readPatternSetting('prod-*, live.eu, /x{1,2}/')).toEqual([
    'prod-.*',
    'live\\.eu',
    'x{1,2}',
  ]);
});

it.each([
  ['releases', { from: 'releases' }],
  ['tags:v*', { from: 'tags', tag: 'v.*' }],
  [
    'pipelineRuns:deploy.yml',
    { from: 'pipelineRuns', pipeline: 'deploy\\.yml' },
  ],
  ['merges:main', { from: 'merges', branch: 'main' }],
])('reads the annotation deployments: %s', (text, expected) => {
  const resolved = resolve({ deployments: text });
  expect(resolved.policy.deployments).toEqual(expected);
  expect(resolved).toMatchObject({
    name: 'component:default/payments',
    setBy: 'annotation',
    problems: [],
  });
});

it.each([
  [{ deployments: 'pipelineRuns' }, /pipelineRuns needs the name/],
  [{ deployments: 'builds' }, /"builds" is none of/],
  [{ policy: 'lax' }, /"lax" is not in engineeringInsights/],
  [{ 'production-environments': '/(unclosed/' }, /no valid pattern/],
  [
    { 'production-environments': '/(a{100}){100}/' },
    /^environments\.production: .* could run away.*, so the default is used$/,
  ],
  [
    { paths: 'service/**, +(a|aa)+(a|aa)' },
    /^paths: .*repeated group can run away.*, so it is left out$/,
  ],
])(
  'uses the default where %j is not as documented, and says so',
  (settings, problem) => {
    const resolved = resolve(settings);
    expect(resolved.problems).toEqual([expect.stringMatching(problem)]);
    expect(resolved.hash).toBe(resolve({}).hash);
  },
);

it('tells what of the configuration is not used, by its key', () => {
  const policiesFor = (production: string) => ({
    default: deliveryPolicySchema.parse({}),
    byAnnotation: {
      strict: deliveryPolicySchema.parse({
        environments: { production: [production] },
      }),
    },
  });
  expect(listPolicyProblems(policiesFor('live'))).toEqual([]);
  expect(listPolicyProblems(policiesFor('(a{100}){100}'))).toEqual([
    expect.stringMatching(
      /^engineeringInsights\.policies\.byAnnotation\.strict\.environments\.production: "\(a\{100\}\)\{100\}" is refused: .*, so the default is used\.$/,
    ),
  ]);
});

it('takes the named policy', () => {
  expect(resolve({ policy: 'strict' })).toMatchObject({
    name: 'strict',
    policy: { failures: { minimumConfidence: 0.9 } },
  });
});
