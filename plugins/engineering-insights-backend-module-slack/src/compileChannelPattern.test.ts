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
    (name, service, severity) => {
      expect(pattern(name)).toEqual({ service, severity });
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

describe('an own pattern', () => {
  it('needs no groups', () => {
    const pattern = compileChannelPattern('outage-.+');
    expect(pattern('outage-of-all')).toEqual({});
    expect(pattern('an-outage-of-all')).toBeUndefined();
  });

  it('may name groups in either way', () => {
    expect(
      compileChannelPattern(String.raw`(?<service>[a-z]+)-down-\d+`)(
        'pay-down-1',
      ),
    ).toEqual({ service: 'pay' });
  });

  it('takes linear time', () => {
    const pattern = compileChannelPattern('(a+)+b');
    expect(pattern('a'.repeat(80))).toBeUndefined();
  });

  it.each(['(', '(?=inc)inc-.*', String.raw`(inc)-\1`])(
    '%s is none',
    pattern => {
      expect(() => compileChannelPattern(pattern)).toThrow();
    },
  );
});
