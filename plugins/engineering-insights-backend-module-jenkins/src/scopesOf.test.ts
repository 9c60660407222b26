import type { Entity } from '@backstage/catalog-model';
import { scopesOf } from './scopesOf';

function entityOf(annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'payments', annotations },
  };
}

const DEFAULT = { name: 'default', baseUrl: 'https://ci.example.org/jenkins' };
const EMEA = { name: 'emea', baseUrl: 'https://emea.example.org' };

function namesOf(
  text: string,
  controller: { name: string; baseUrl: string },
  isOnly = false,
) {
  const entity = entityOf({ 'jenkins.io/job-full-name': text });
  return scopesOf(entity, { ...controller, isOnly }).map(
    ({ externalId }) => externalId,
  );
}

it('is the job that the annotation names, with its page', () => {
  const entity = entityOf({
    'jenkins.io/job-full-name': 'shop/pay ments/main',
  });
  expect(scopesOf(entity, { ...DEFAULT, isOnly: true })).toEqual([
    {
      externalId: 'shop/pay ments/main',
      title: 'shop/pay ments/main',
      url: 'https://ci.example.org/jenkins/job/shop/job/pay%20ments/job/main/',
    },
  ]);
});

it.each([
  ['shop/pay', DEFAULT, false, ['shop/pay']],
  ['shop/pay', EMEA, false, []],
  ['shop/pay', EMEA, true, ['shop/pay']],
  ['emea:shop/pay', EMEA, false, ['shop/pay']],
  ['emea:shop/pay', DEFAULT, true, []],
  ['default:shop/pay', DEFAULT, false, ['shop/pay']],
  ['emea:a, b ,emea:c', EMEA, false, ['a', 'c']],
  ['emea:a, b ,emea:c', DEFAULT, false, ['b']],
  ['a,a', DEFAULT, false, ['a']],
  ['/shop/pay/', DEFAULT, false, ['shop/pay']],
  ['', DEFAULT, true, []],
  [' , ', DEFAULT, true, []],
  // As for an address; but the slash of a branch stays in its name.
  ['my%20shop/pay', DEFAULT, false, ['my shop/pay']],
  ['pay/feature%2Fcards', DEFAULT, false, ['pay/feature%2Fcards']],
  ['pay/feature%252Fcards', DEFAULT, false, ['pay/feature%2Fcards']],
  ['100%', DEFAULT, false, ['100%']],
])('%j of %j (the only one: %j) is %j', (text, controller, isOnly, names) => {
  expect(namesOf(text, controller, isOnly)).toEqual(names);
});

it('knows the older annotation, and prefers the newer one', () => {
  const old = { 'jenkins.io/github-folder': 'old' };
  const namesWith = (annotations: Record<string, string>) =>
    scopesOf(entityOf(annotations), { ...DEFAULT, isOnly: true }).map(
      ({ externalId }) => externalId,
    );
  expect(namesWith(old)).toEqual(['old']);
  expect(namesWith({ ...old, 'jenkins.io/job-full-name': 'new' })).toEqual([
    'new',
  ]);
  expect(namesWith({})).toEqual([]);
});
