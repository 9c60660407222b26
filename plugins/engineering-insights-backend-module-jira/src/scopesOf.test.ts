import { parseScope, scopeIdOf } from './jiraScope';
import { identitiesOf, scopesOf } from './scopesOf';

const place = { prefix: 'jira', baseUrl: 'https://acme.atlassian.net' };

function entity(annotations: Record<string, string>, kind = 'Component') {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'x', annotations },
  };
}

const idsOf = (annotations: Record<string, string>, kind?: string) =>
  scopesOf(entity(annotations, kind), place).map(
    ({ externalId }) => externalId,
  );

describe('scopesOf', () => {
  it('takes the project', () => {
    expect(scopesOf(entity({ 'jira/project-key': 'pay' }), place)).toEqual([
      {
        externalId: 'PAY',
        title: 'PAY',
        url: 'https://acme.atlassian.net/browse/PAY',
      },
    ]);
  });

  it('takes each component in place of the project, as often as it is written', () => {
    expect(
      scopesOf(
        entity({
          'jira/project-key': 'PAY',
          'jira/component': 'Check out/Web, API,api',
        }),
        place,
      ).map(({ externalId, title }) => [externalId, title]),
    ).toEqual([
      ['PAY/check out/web', 'PAY/Check out/Web'],
      ['PAY/api', 'PAY/api'],
    ]);
  });

  it('takes the board of a team in place of the project', () => {
    expect(
      idsOf({ 'jira/project-key': 'PAY', 'jira/board-id': '12' }, 'Group'),
    ).toEqual(['board:12']);
  });

  it('reads annotations of another prefix where that is configured', () => {
    const annotated = entity({ 'jira.com/project-key': 'PAY' });
    expect(scopesOf(annotated, place)).toEqual([]);
    expect(scopesOf(annotated, { ...place, prefix: 'jira.com' })).toHaveLength(
      1,
    );
  });

  it.each(['', '12', 'PA Y', 'PAY" or project = "X', 'PAY/web'])(
    'takes no scope from the key %p',
    key => {
      expect(idsOf({ 'jira/project-key': key })).toEqual([]);
    },
  );

  it('takes nothing from an entity without annotations, nor from a component alone', () => {
    expect(idsOf({})).toEqual([]);
    expect(idsOf({ 'jira/component': 'web' })).toEqual([]);
  });
});

it.each(['PAY', 'PAY/check out/web', 'board:12'])(
  'the id %s of a scope says again what it stands for',
  externalId => {
    expect(scopeIdOf(parseScope({ externalId }))).toBe(externalId);
  },
);

it('identitiesOf takes the account of a User', () => {
  expect(
    identitiesOf(entity({ 'jira/account-id': '5b10' }, 'User'), place),
  ).toEqual([{ source: 'jira', login: '5b10' }]);
  expect(identitiesOf(entity({}, 'User'), place)).toEqual([]);
});
