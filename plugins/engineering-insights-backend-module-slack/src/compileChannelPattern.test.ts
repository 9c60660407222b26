import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './compileChannelPattern';

describe('the default pattern', () => {
  const pattern = compileChannelPattern(DEFAULT_CHANNEL_PATTERN);

  it.each<[string, string | undefined, string | undefined]>([
    // As the tools for incidents name channels unless told otherwise.
    ['incident-123', undefined, undefined],
    ['incident-20260301-api-down', undefined, undefined],
    ['inc-123-payments-api-is-down', undefined, undefined],
    ['inc-2026-03-01-checkout-latency', undefined, undefined],
    ['inc-payments-20260301-api-down', 'payments', undefined],
    ['inc-mobile-gateway-42', 'mobile-gateway', undefined],
    ['incident_payments_42', 'payments', undefined],
    ['inc-s3-gateway-20260301', 's3-gateway', undefined],
    ['inc-sev1-payments-20260301-api-down', 'payments', 'sev1'],
    ['inc-sev-2-payments-7', 'payments', 'sev-2'],
    ['inc-p1-12', undefined, 'p1'],
    ['INC-Payments-7', 'payments', undefined],
  ])(
    '%s is of the service %s and the severity %s',
    (name, service, sourceSeverity) => {
      expect(pattern(name)).toMatchObject({
        family: { externalId: service ? `inc-${service}` : 'inc' },
        service,
        sourceSeverity,
      });
    },
  );

  it.each([
    'general',
    'payments',
    'incidents',
    'incident-response',
    'incident-io-announcements',
    'inc-3d-printing',
    'incubator-2026',
    'past-inc-payments-20260301',
    'postmortem-123',
  ])('%s is no incident', name => {
    expect(pattern(name)).toBeUndefined();
  });
});

it('has a service as its channels spell it', () => {
  const pattern = compileChannelPattern('inc-(?P<service>.+)-[0-9]+');
  expect(pattern('INC-Mobile_Gateway-7')).toMatchObject({
    family: { externalId: 'inc-mobile_gateway', service: 'mobile_gateway' },
    service: 'mobile_gateway',
  });
});
