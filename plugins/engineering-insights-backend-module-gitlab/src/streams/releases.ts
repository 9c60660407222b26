import { ProjectReleases } from '@gitbeaker/rest';
import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GitlabClient } from '../client';
import { normalizeRelease } from '../normalize/releases';
import { pick } from './pick';
import { readNewestFirst, type NewestFirstCursor } from './readNewestFirst';

const PAGE_SIZE = 100;
/** A release may be renamed, or its day moved, weeks later. */
const LOOKBACK = { days: 30 };

interface Release {
  created_at: string;
  commit?: object | null;
  _links?: { self?: string };
}

export function releasesStream(
  client: GitlabClient,
): Stream<NewestFirstCursor> {
  return {
    name: 'releases',
    produces: ['release'],
    personal: [],
    identify(item) {
      const { release } = item as { release: JsonObject };
      return { externalId: String(release.tag_name ?? release.tag) };
    },
    read({ scope, signal, ...options }) {
      return readNewestFirst<Release>(
        {
          readPage: ({ page, etag }) =>
            client.getChanged<ProjectReleases, Release[]>(
              { signal, role: 'Reporter', etag },
              ProjectReleases,
              releases =>
                releases.all(scope.externalId, {
                  orderBy: 'created_at',
                  sort: 'desc',
                  perPage: PAGE_SIZE,
                  page,
                }) as unknown as Promise<Release[]>,
            ),
          createdAt: release => release.created_at,
          toItem: release => ({
            from: 'rest',
            release: projectRelease(release),
          }),
          lookback: LOOKBACK,
        },
        options,
      );
    },
    normalize: normalizeRelease,
  };
}

/** What is used of a release; the rest of what GitLab sends is texts and links. */
function projectRelease(release: Release): JsonObject {
  const { commit, _links: links } = release;
  return {
    ...pick(release, ['tag_name', 'name', 'created_at', 'released_at']),
    commit: commit ? pick(commit, ['id']) : null,
    ...(links?.self && { url: links.self }),
  };
}
