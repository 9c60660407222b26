import type { Account } from '../../simulation/model';
import { apiUrl, nodeId, type Site } from './site';

export function renderUser(site: Site, account: Account) {
  const url = apiUrl(site, `/users/${encodeURIComponent(account.login)}`);
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type === 'Bot' ? 'BOT' : 'U', account.id),
    avatar_url: `${site.origin}/avatars/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url:
      account.type === 'Bot'
        ? `${site.origin}/apps/${account.login.replace('[bot]', '')}`
        : `${site.origin}/${account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

const ORGANIZATION_ID = 900;

export function renderOrganization(site: Site, login: string) {
  const account: Account = {
    id: ORGANIZATION_ID,
    login,
    type: 'User',
    name: login,
    email: '',
  };
  return {
    ...renderUser(site, account),
    node_id: nodeId('O', ORGANIZATION_ID),
    type: 'Organization',
  };
}

/** The organisation as webhooks spell it: no user's fields. */
export function renderSimpleOrganization(site: Site, login: string) {
  const url = apiUrl(site, `/orgs/${login}`);
  return {
    login,
    id: ORGANIZATION_ID,
    node_id: nodeId('O', ORGANIZATION_ID),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${site.origin}/avatars/u/${ORGANIZATION_ID}?v=4`,
    description: '',
  };
}
