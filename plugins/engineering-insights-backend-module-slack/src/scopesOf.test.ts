import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './compileChannelPattern';
import { scopesOf } from './scopesOf';

function scopeIds(
  channel: string | undefined,
  pattern = DEFAULT_CHANNEL_PATTERN,
): string[] {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'payments',
      annotations:
        channel === undefined ? undefined : { 'slack.com/channel': channel },
    },
  };
  return scopesOf(entity, compileChannelPattern(pattern)).map(
    ({ externalId }) => externalId,
  );
}

it.each([
  ['inc-payments', ['inc-payments']],
  [' #inc-payments ', ['inc-payments']],
  ['INC-Payments', ['inc-payments']],
  ['inc-mobile-gateway', ['inc-mobile-gateway']],
  // Names that begin with either word are of one family.
  ['incident-payments', ['inc-payments']],
  ['inc-payments-20260301-api-down', ['inc-payments']],
  ['inc-sev1-payments', ['inc-payments']],
  // All those that name no service.
  ['inc', ['inc']],
  ['incident-123', ['inc']],
  // Channels that stay are no incidents.
  ['payments', []],
  ['team-payments', []],
  ['general', []],
  ['C08PAY0001', []],
  ['', []],
  [undefined, []],
])('%p names the families %j', (channel, expected) => {
  expect(scopeIds(channel)).toEqual(expected);
});

it.each([
  [
    String.raw`outage-(?P<service>[a-z-]+)-\d{4}-\d\d-\d\d-.+`,
    'outage-ledger',
    ['inc-ledger'],
  ],
  [
    String.raw`(?P<service>[a-z]+)-incident-\d+`,
    'ledger-incident-3',
    ['inc-ledger'],
  ],
  [String.raw`inc-\d+-.+`, 'inc-ledger', []],
  // The service would go on into what follows, so it is another.
  ['inc-(?P<service>[a-z]+-[0-9]+)', 'inc-ledger', []],
  ['inc-(?P<service>.+)', 'ledger', []],
])(
  'with the pattern %s %s names the families %j',
  (pattern, channel, expected) => {
    expect(scopeIds(channel, pattern)).toEqual(expected);
  },
);

it('says which service it is about', () => {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'x',
      annotations: { 'slack.com/channel': 'inc-payments' },
    },
  };
  expect(
    scopesOf(entity, compileChannelPattern(DEFAULT_CHANNEL_PATTERN)),
  ).toEqual([
    {
      externalId: 'inc-payments',
      title: 'Incident channels of payments',
      service: 'payments',
    },
  ]);
});
