import {
  compileIncidentChannelPattern,
  findIncidentChannelFamily,
} from './incidentChannels';

function compile(pattern: string) {
  return compileIncidentChannelPattern({
    pattern,
    keyOf: service => service.toLowerCase().replace(/\W+/g, '-'),
  });
}

describe('compileIncidentChannelPattern', () => {
  it('has the groups that the pattern names, in either spelling', () => {
    const pattern = compile('🔥 (?<service>[^(]+) \\((?P<severity>\\w+)\\).*');
    expect(pattern(' 🔥 Payments API (Critical) since noon')).toEqual({
      family: {
        externalId: 'inc-payments-api',
        title: 'Incident channels of Payments API',
        service: 'Payments API',
      },
      service: 'Payments API',
      severity: 'critical',
      sourceSeverity: 'Critical',
    });
  });

  it('needs no groups, and takes the whole name', () => {
    const pattern = compile('outage-.+');
    expect(pattern('outage-of-all')).toEqual({
      family: {
        externalId: 'inc',
        title: 'Incident channels that name no service',
      },
      severity: 'unknown',
    });
    expect(pattern('an-outage-of-all')).toBeUndefined();
  });

  it('has a service without a key among those that name none', () => {
    const pattern = compileIncidentChannelPattern({
      pattern: 'inc-(?<service>.*)',
      keyOf: () => '',
    });
    expect(pattern('inc-!')?.family.externalId).toBe('inc');
  });

  it.each([
    ['sev0', 'critical'],
    ['SEV1', 'critical'],
    ['sev-0', 'critical'],
    ['SEV-2', 'high'],
    ['P2', 'high'],
    ['p3', 'medium'],
    ['3', 'medium'],
    ['severity 4', 'low'],
    ['severity_4', 'low'],
    ['5', 'low'],
    ['Critical', 'critical'],
    ['high', 'high'],
    ['low', 'low'],
    ['major', 'unknown'],
    ['urgent', 'unknown'],
    ['sev12', 'unknown'],
    ['p9', 'unknown'],
    ['', 'unknown'],
  ])('the word %p is the severity %s', (word, severity) => {
    const pattern = compile('inc (?<severity>.*)!');
    expect(pattern(`inc ${word}!`)).toMatchObject({ severity });
  });

  it('takes linear time', () => {
    const pattern = compile('(a+)+b');
    const start = performance.now();
    expect(pattern('a'.repeat(20_000))).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it.each(['(', '(?=inc)inc-.*', '(?<=inc)x', String.raw`(inc)-\1`])(
    '%s is no pattern',
    pattern => {
      expect(() => compile(pattern)).toThrow();
    },
  );
});

describe('findIncidentChannelFamily', () => {
  it.each([
    ['inc-(?P<service>[a-z]+)-[0-9]+', 'inc-ledger', 'inc-ledger'],
    ['inc-(?P<service>[a-z]+)-[0-9]+', 'inc-ledger-7', 'inc-ledger'],
    ['major (?<service>\\w+) .*', 'major ledger', 'inc-ledger'],
    [
      String.raw`outage_(?P<service>[a-z]+)_\d{4}-\d\d-\d\d`,
      'outage_ledger',
      'inc-ledger',
    ],
    ['inc-[0-9]+', 'inc', 'inc'],
    ['inc-[0-9]+', 'inc-ledger', undefined],
    // The service would go on into what follows, so it is another.
    ['inc-(?P<service>[a-z]+-[0-9]+)', 'inc-ledger', undefined],
    ['inc-(?P<service>.+)', 'ledger', undefined],
  ])('with the pattern %s %p names the family %p', (pattern, text, family) => {
    expect(findIncidentChannelFamily(text, compile(pattern))?.externalId).toBe(
      family,
    );
  });
});
