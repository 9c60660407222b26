import type { Release } from '../../simulation/model';
import type { RepositorySimulation } from '../../simulation/repositorySimulation';
import { toIso } from '../../simulation/time';
import { nodeId, repositoryApiUrl, repositoryPageUrl, type Site } from './site';
import { renderUser } from './users';

export function renderRelease(
  site: Site,
  repository: RepositorySimulation,
  release: Release,
) {
  const api = repositoryApiUrl(site, repository);
  const url = `${api}/releases/${release.id}`;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${site.origin}/api/uploads/repos/${repository.slug}/releases/${release.id}/assets{?name,label}`,
    html_url: `${repositoryPageUrl(site, repository)}/releases/tag/${
      release.tag
    }`,
    id: release.id,
    author: renderUser(site, release.author),
    node_id: nodeId('RE', repository.id, release.id),
    tag_name: release.tag,
    target_commitish: repository.profile.defaultBranch,
    name: release.name,
    draft: false,
    immutable: false,
    prerelease: false,
    created_at: toIso(release.createdAt),
    updated_at: toIso(release.publishedAt),
    published_at: toIso(release.publishedAt),
    assets: [],
    tarball_url: `${api}/tarball/${release.tag}`,
    zipball_url: `${api}/zipball/${release.tag}`,
    body: release.body,
  };
}

export function renderTag(
  site: Site,
  repository: RepositorySimulation,
  release: Release,
) {
  const api = repositoryApiUrl(site, repository);
  return {
    name: release.tag,
    zipball_url: `${api}/zipball/refs/tags/${release.tag}`,
    tarball_url: `${api}/tarball/refs/tags/${release.tag}`,
    commit: { sha: release.sha, url: `${api}/commits/${release.sha}` },
    node_id: nodeId('REF', repository.id, `refs/tags/${release.tag}`),
  };
}

export function renderRef(
  site: Site,
  repository: RepositorySimulation,
  ref: { name: string; sha: string },
) {
  const api = repositoryApiUrl(site, repository);
  return {
    ref: ref.name,
    node_id: nodeId('REF', repository.id, ref.name),
    url: `${api}/git/${ref.name}`,
    object: {
      type: 'commit',
      sha: ref.sha,
      url: `${api}/git/commits/${ref.sha}`,
    },
  };
}
