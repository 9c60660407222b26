import { replacePersons } from './persons';

const replace = (name: string) => `<${name.length}>`;

describe('replacePersons', () => {
  it.each([
    [
      'an account of GitHub',
      {
        sender: {
          id: 7,
          login: 'ada',
          type: 'User',
          html_url: 'https://github.com/ada',
          avatar_url: 'https://avatars.example/7',
        },
      },
      { sender: { id: 7, login: '<3>', type: 'User' } },
    ],
    [
      'an account of GitLab, and what stands flat',
      {
        user_name: 'Ada',
        user_avatar: 'https://gitlab.example/ada.png',
        assignees: [{ id: 1, name: 'Ada', username: 'ada' }],
      },
      {
        user_name: '<3>',
        assignees: [{ id: 1, name: '<3>', username: '<3>' }],
      },
    ],
    [
      'a user of PagerDuty',
      {
        agent: { id: 'PX', type: 'user_reference', summary: 'Ada', self: 'u' },
      },
      { agent: { id: 'PX', type: 'user_reference', summary: '<3>' } },
    ],
    [
      'an account of Jira',
      { user: { accountId: '5:a', displayName: 'Ada', active: true } },
      { user: { accountId: '<3>', displayName: '<3>', active: true } },
    ],
  ])('replaces %s', (_, body, expected) => {
    expect(replacePersons(body, replace)).toEqual(expected);
  });

  it.each([
    { sender: { login: 'dependabot[bot]', type: 'Bot' } },
    {
      organization: { login: 'acme', url: 'https://api.github.com/orgs/acme' },
    },
    { repository: { owner: { login: 'acme', type: 'Organization' } } },
    {
      project: { name: 'Payments', avatar_url: 'https://gitlab.example/p.png' },
    },
    {
      release: { name: 'v1', html_url: 'https://github.com/acme/p/releases/1' },
    },
    {
      event: { type: 'incident', summary: 'Down', self: 'https://pd.example' },
    },
    { branch: 'main', labels: [{ name: 'bug' }], count: 3, none: null },
  ])('leaves %j as it is', body => {
    expect(replacePersons(body, replace)).toEqual(body);
  });
});
