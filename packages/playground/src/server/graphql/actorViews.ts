import type { Account } from '../../simulation/model';
import { nodeId, type Site } from '../render/site';

/** GitHub's GraphQL names a bot without the suffix that REST gives it. */
export function viewActor(site: Site, account: Account) {
  const isBot = account.type === 'Bot';
  const login = account.login.replace('[bot]', '');
  return {
    __typename: account.type,
    id: nodeId(isBot ? 'BOT' : 'U', account.id),
    databaseId: account.id,
    login,
    name: account.name,
    email: account.email,
    url: `${site.origin}/${isBot ? 'apps/' : ''}${login}`,
    resourcePath: `/${isBot ? 'apps/' : ''}${login}`,
    avatarUrl: `${site.origin}/avatars/u/${account.id}?v=4`,
  };
}

export function viewGitActor(
  site: Site,
  options: { account: Account; date: string },
) {
  const { account, date } = options;
  return {
    name: account.name,
    email: account.email,
    date,
    user: account.type === 'User' ? viewActor(site, account) : null,
    avatarUrl: `${site.origin}/avatars/u/${account.id}?v=4`,
  };
}
