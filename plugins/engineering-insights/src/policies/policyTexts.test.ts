import type { PolicyRecord } from '@sei-platform/plugin-engineering-insights-common';
import { englishFormats } from '../__testUtils__/englishFormats';
import { markText, policyName, recordReason, settingText } from './policyTexts';

const formats = englishFormats();
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');

it.each([
  ['environments.production', ['prod', 'live'], 'prod, live'],
  ['incidents.labels', [], 'none'],
  ['failures.evidence.revert', false, 'no'],
  ['failures.attributionWindowHours', 36, '1 d 12 h'],
  ['failures.minimumConfidence', 0.6, '60 %'],
  ['deployments.from', 'pipelineRuns', 'pipeline runs'],
  ['environments.count', 'each', 'each time'],
  ['deployments.tag', 'v.*', 'v.*'],
  ['deployments.tag', undefined, 'not set'],
])('tells %s %j as %s', (name, value, text) => {
  expect(spaced(settingText(name, value, formats))).toBe(text);
});

it('names a policy by where it comes from', () => {
  const payments = { ref: 'component:default/payments', title: 'Payments' };
  expect(
    ['default', 'strict', payments.ref].map(name =>
      policyName(name, payments, formats),
    ),
  ).toEqual([
    'the default policy',
    'the policy strict',
    'the annotations of Payments',
  ]);
});

it('tells of a mark what changed for one service, and of several only how many', () => {
  const change = {
    at: '2026-10-12T09:30:00.000Z',
    serviceCount: 3,
    differences: [
      { name: 'environments.production', from: ['prod'], to: ['prd'] },
    ],
  };
  expect(markText(change, false, formats)).toMatch(
    /^Policy changed on .*12.*: Production environments: prod → prd\.$/,
  );
  expect(markText(change, true, formats)).toMatch(/ for 3 services\.$/);
});

const REASONS: readonly [
  PolicyRecord['reason'],
  PolicyRecord['parameters'],
  string,
][] = [
  ['otherKind', { counts: 'releases' }, 'That one counts releases.'],
  ['notMatched', {}, 'It does not fit the rule there.'],
  ['notProduction', { environment: 'qa' }, 'qa is not production there.'],
  ['notProduction', { environment: '' }, 'It names no environment there.'],
  ['notSuccessful', { outcome: 'failure' }, 'It is no success there: failure.'],
  [
    'evidenceOff',
    { evidence: 'incident' },
    'That kind of evidence is not looked for there: incident.',
  ],
  [
    'belowConfidence',
    { confidence: 0.5, minimum: 0.6 },
    'Its evidence is 50 % sure, and 60 % are asked for there.',
  ],
  [
    'otherAttribution',
    { hours: 24 },
    'There its evidence belongs to another deployment, or lies outside of the 24 h.',
  ],
  ['notLinked', {}, 'There it is linked to no deployment.'],
];

it.each(REASONS)('says why a record does not count: %s', (...given) => {
  const [reason, parameters, text] = given;
  const record: PolicyRecord = {
    kind: 'deployment',
    countsUnder: 'other',
    reason,
    parameters,
    title: 'v1',
    at: '2026-10-12T09:30:00.000Z',
  };
  expect(spaced(recordReason(record, formats))).toBe(text);
});
