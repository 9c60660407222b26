import { graphqlIdentityOf, identityOf, restIdentityOf } from './identity';

describe('an identity', () => {
  it('of a bot is the same from GraphQL and from REST', () => {
    const expected = {
      source: 'github',
      login: 'dependabot[bot]',
      actor: 'bot',
      actorEvidence: 'GitHub type Bot',
    };
    expect(
      graphqlIdentityOf({ __typename: 'Bot', login: 'dependabot' }),
    ).toEqual(expected);
    expect(restIdentityOf({ type: 'Bot', login: 'dependabot[bot]' })).toEqual(
      expected,
    );
  });

  it.each([
    [{ login: 'octocat', type: 'User' }, 'human', 'GitHub type User'],
    [{ login: 'acme-release[bot]' }, 'bot', 'login ends with [bot]'],
    [{ login: 'Copilot', type: 'Bot' }, 'bot', 'GitHub type Bot'],
    [{ name: 'Somebody', email: 'person@example.org' }, 'unknown', undefined],
  ])('of %j is %s', (account, actor, actorEvidence) => {
    const identity = identityOf(account);
    expect([identity?.actor, identity?.actorEvidence]).toEqual([
      actor,
      actorEvidence,
    ]);
  });

  it('of a deleted account is not there', () => {
    expect(graphqlIdentityOf(null)).toBeUndefined();
    expect(restIdentityOf(null)).toBeUndefined();
  });
});
