import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './compileChannelPattern';
import { familyOf } from './familyOf';
import { severityOf } from './severityOf';

describe('the usual names of incident channels', () => {
  const pattern = compileChannelPattern(DEFAULT_CHANNEL_PATTERN);

  it.each<[string, string, string | undefined, string | undefined]>([
    ['INC payments 2026-03-01 api down', 'inc-payments', 'payments', undefined],
    ['inc-payments-2026-03-01-api-down', 'inc-payments', 'payments', undefined],
    ['Inc-Payments-API-42', 'inc-payments-api', 'Payments-API', undefined],
    ['incident-sev1-ledger-20260301', 'inc-ledger', 'ledger', 'sev1'],
    [
      'INC P2 mobile-gateway 17: blank page',
      'inc-mobile-gateway',
      'mobile-gateway',
      'P2',
    ],
    // As FireHydrant, Datadog, Rootly, incident.io and ServiceNow name them.
    ['incident-123', 'inc', undefined, undefined],
    ['inc-2019-10-22', 'inc', undefined, undefined],
    ['inc-20191022', 'inc', undefined, undefined],
    ['incident-20260301-checkout-fails', 'inc', undefined, undefined],
    ['inc-123-checkout-fails', 'inc', undefined, undefined],
    ['INC0012345', 'inc', undefined, undefined],
    ['inc-sev-2-2026-03-01', 'inc', undefined, 'sev-2'],
  ])('%s is of the family %s', (name, family, service, severity) => {
    expect(pattern(name)).toEqual({ service, severity });
    expect(familyOf(service).externalId).toBe(family);
  });

  it.each([
    'General',
    'Incidents',
    'Incident response',
    'incident-review',
    'inc',
    'payments',
    'payments-alerts',
    'since-2026',
    'Post inc-42',
    '',
  ])('%p is of a channel that stays', name => {
    expect(pattern(name)).toBeUndefined();
  });
});

it('has the groups that a pattern of the operator names, in either spelling', () => {
  const pattern = compileChannelPattern(
    '🔥 (?<service>[^(]+) \\((?P<severity>\\w+)\\).*',
  );
  expect(pattern('🔥 Payments API (critical) since noon')).toEqual({
    service: 'Payments API',
    severity: 'critical',
  });
  expect(familyOf('Payments API')).toEqual({
    externalId: 'inc-payments-api',
    title: 'Incident channels of Payments API',
    service: 'Payments API',
  });
});

it('takes linear time', () => {
  const pattern = compileChannelPattern('(a+)+b');
  const start = performance.now();
  expect(pattern('a'.repeat(20_000))).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(5_000);
});

it.each(['(', '(?<=inc)x', '(.)\\1'])('%s is no pattern', text => {
  expect(() => compileChannelPattern(text)).toThrow();
});

it.each([
  ['SEV1', 'critical'],
  ['sev-0', 'critical'],
  ['P2', 'high'],
  ['3', 'medium'],
  ['severity 4', 'low'],
  ['Critical', 'critical'],
  ['low', 'low'],
  ['urgent', 'unknown'],
  ['p9', 'unknown'],
  [undefined, 'unknown'],
])('the word %p is the severity %s', (word, severity) => {
  expect(severityOf(word)).toBe(severity);
});
