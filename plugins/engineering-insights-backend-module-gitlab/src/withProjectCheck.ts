import { Projects } from '@gitbeaker/rest';
import type { JsonValue } from '@backstage/types';
import {
  isNotFoundError,
  NotAllowedError,
  type Page,
  type ReadOptions,
  type Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { GitlabClient } from './client';

/**
 * GitLab answers 404 both for a project that is gone and for a feature that is
 * off. Only the first ends the other streams, so the project itself is asked for.
 */
export function withProjectCheck<TCursor extends JsonValue>(
  client: GitlabClient,
  stream: Stream<TCursor>,
): Stream<TCursor> {
  return { ...stream, read };

  async function* read(
    options: ReadOptions<TCursor>,
  ): AsyncGenerator<Page<TCursor>> {
    try {
      yield* stream.read(options);
    } catch (error) {
      if (!isNotFoundError(error)) throw error;
      const { scope, signal } = options;
      await client.get({ signal, role: 'Reporter' }, Projects, projects =>
        projects.show(scope.externalId),
      );
      throw new NotAllowedError(
        `GitLab has the project ${scope.externalId} and no ${stream.name} of it. Switch the feature on in the project's settings, or give the token's user the role "Reporter".`,
        error,
      );
    }
  }
}
