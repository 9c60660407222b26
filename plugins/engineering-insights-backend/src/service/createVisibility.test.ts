import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogOf } from './__testUtils__/catalogOf';
import { createVisibility } from './createVisibility';

const A = 'component:default/a';
const B = 'component:default/b';
const C = 'component:default/c';
const ada = mockCredentials.user('user:default/ada');
const eve = mockCredentials.user('user:default/eve');

/** A catalog of two components that counts what it is asked. */
function createCountingCatalog() {
  const catalog = catalogOf([A, B]);
  const asked: (readonly string[])[] = [];
  let failures = 0;
  return {
    asked,
    failOnce: () => {
      failures = 1;
    },
    getEntitiesByRefs: (async (request, options) => {
      asked.push(request.entityRefs);
      if (failures > 0) {
        failures -= 1;
        throw new Error('The catalog is away.');
      }
      return catalog.getEntitiesByRefs(request, options);
    }) as typeof catalog.getEntitiesByRefs,
  };
}

it('asks the catalog once for what one caller asks several times at once', async () => {
  const catalog = createCountingCatalog();
  const visibility = createVisibility({ catalog, now: Date.now });
  const answers = await Promise.all([
    visibility.of({ credentials: ada, entityRefs: [A, C] }),
    visibility.of({ credentials: ada, entityRefs: [A, B] }),
    visibility.of({ credentials: eve, entityRefs: [C] }),
    visibility.of({ credentials: ada, entityRefs: [C, A] }),
  ]);
  expect(answers.map(refs => [...refs])).toEqual([[A], [A, B], [], [A]]);
  expect(catalog.asked).toEqual([[A, C], [B], [C]]);
});

it('asks again after the catalog failed, and tells each who waited', async () => {
  const catalog = createCountingCatalog();
  const visibility = createVisibility({ catalog, now: Date.now });
  catalog.failOnce();
  const question = { credentials: ada, entityRefs: [A] };
  const ends = await Promise.allSettled([
    visibility.of(question),
    visibility.of(question),
  ]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect([...(await visibility.of(question))]).toEqual([A]);
});
