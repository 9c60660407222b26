import {
  compileChannelPattern,
  DEFAULT_CHANNEL_PATTERN,
} from './channels/compileChannelPattern';
import { scopesOf } from './scopesOf';

function idsOf(channel: string | undefined, pattern = DEFAULT_CHANNEL_PATTERN) {
  const annotations: Record<string, string> =
    channel === undefined ? {} : { 'teams.microsoft.com/channel': channel };
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments', annotations },
  };
  return scopesOf(entity, compileChannelPattern(pattern)).map(
    ({ externalId }) => externalId,
  );
}

it.each([
  ['inc-payments', 'inc-payments'],
  [' INC Payments ', 'inc-payments'],
  ['incident-payments-api', 'inc-payments-api'],
  ['inc-payments-2026-03-01-api-down', 'inc-payments'],
  ['inc', 'inc'],
])('the annotation %p names the family %s', (value, family) => {
  expect(idsOf(value)).toEqual([family]);
});

it.each([
  undefined,
  '',
  'payments',
  'General',
  'payments-alerts',
  '19:561fbdbbfca848a484f0a6f00ce9dbbd@thread.tacv2',
])('the annotation %p names none', value => {
  expect(idsOf(value)).toEqual([]);
});

it('fits the pattern of the operator', () => {
  const pattern = 'major (?<service>\\w+) .*';
  expect(idsOf('major ledger', pattern)).toEqual(['inc-ledger']);
  expect(idsOf('inc-ledger', pattern)).toEqual([]);
});
