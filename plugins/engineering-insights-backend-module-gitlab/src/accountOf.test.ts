import { accountOf } from './accountOf';
import devlake from './__fixtures__/devlake/accounts.json';
import { identityOf } from './normalize/identity';

it.each([
  ['ann-example', undefined],
  ['abbot', undefined],
  ['robot', undefined],
  ['project_278964_bot_3d2f', 'bot'],
  ['group_12_bot1', 'bot'],
  ['service_account_group_9_af', 'bot'],
  ['renovate-bot', 'bot'],
  ['dependabot[bot]', 'bot'],
  ['GitLabDuo', 'agent'],
  ['duo-code-review-bot', 'agent'],
])('%s is %s', (username, actor) => {
  expect(accountOf({ username, name: 'Somebody' })?.actor).toBe(actor);
});

it('keeps nothing but the username, and nothing of nobody', () => {
  expect(accountOf({ username: 'ann', name: 'Ann', email: 'x' })).toEqual({
    username: 'ann',
  });
  expect([accountOf(null), accountOf(undefined), accountOf({ id: 1 })]).toEqual(
    [null, null, null],
  );
});

it('names people as Apache DevLake expects', () => {
  const { raw, expected } = devlake;
  expect(raw.length).toBeGreaterThan(0);
  for (const { id, username } of raw) {
    const account = expected.find(each => each.id.endsWith(`:${id}`));
    expect(identityOf(accountOf({ id, username }))).toEqual({
      source: 'gitlab',
      login: account?.user_name,
      actor: 'unknown',
    });
  }
});
