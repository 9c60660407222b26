import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './compileChannelPattern';

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
  ])('%s is of the family %s', (name, family, service, sourceSeverity) => {
    expect(pattern(name)).toMatchObject({
      family: { externalId: family },
      service,
      sourceSeverity,
    });
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

it.each([
  ['Payments API', 'inc-payments-api'],
  [' payments-API ', 'inc-payments-api'],
  ['*Zahlungen & Größe*', 'inc-zahlungen-größe'],
  ['🔥', 'inc'],
])('however the service %p is spelled, it is of the family %s', (text, id) => {
  const pattern = compileChannelPattern('major (?<service>.+) down');
  expect(pattern(`major ${text} down`)?.family.externalId).toBe(id);
});
