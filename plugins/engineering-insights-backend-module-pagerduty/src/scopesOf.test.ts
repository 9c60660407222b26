import { scopesOf } from './scopesOf';

const ONLY = { otherAccounts: [], isDefault: true };

function scopeIds(annotations: Record<string, string> | undefined) {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments', annotations },
  };
  return scopesOf(entity, ONLY).map(({ externalId }) => externalId);
}

it.each([
  ['PIJ90N7', ['PIJ90N7']],
  [' PIJ90N7 ', ['PIJ90N7']],
  ['', []],
  ['PIJ90N7/../users', []],
  ['https://acme.pagerduty.com/service-directory/PIJ90N7', []],
])('the service id %p gives the scopes %j', (id, expected) => {
  expect(scopeIds({ 'pagerduty.com/service-id': id })).toEqual(expected);
});

it('an integration key, which is a credential, is no scope', () => {
  expect(scopeIds({ 'pagerduty.com/integration-key': 'a'.repeat(32) })).toEqual(
    [],
  );
});

it('an entity without annotations has none', () => {
  expect(scopeIds(undefined)).toEqual([]);
});
