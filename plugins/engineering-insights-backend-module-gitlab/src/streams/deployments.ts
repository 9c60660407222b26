import { Deployments } from '@gitbeaker/rest';
import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GitlabClient } from '../client';
import { instantOf } from '../instantOf';
import { normalizeDeployment } from '../normalize/deployments';
import { pick } from './pick';
import { readUpdated, type UpdatedCursor } from './readUpdated';

const PAGE_SIZE = 100;

interface Deployment {
  id: number;
  updated_at: string;
  environment?: object | null;
  deployable?: ({ pipeline?: object | null } & object) | null;
}

export function deploymentsStream(client: GitlabClient): Stream<UpdatedCursor> {
  return {
    name: 'deployments',
    produces: ['deployment'],
    personal: [],
    identify(item) {
      const { deployment } = item as { deployment: JsonObject };
      return {
        externalId: String(deployment.id),
        updatedAt: instantOf(
          deployment.updated_at ?? deployment.status_changed_at,
        ),
      };
    },
    read({ scope, signal, ...options }) {
      return readUpdated<Deployment>(
        {
          readPage: query =>
            client.get<Deployments, Deployment[]>(
              { signal, role: 'Reporter' },
              Deployments,
              deployments =>
                deployments.all(scope.externalId, {
                  perPage: PAGE_SIZE,
                  ...query,
                }) as unknown as Promise<Deployment[]>,
            ),
          idOf: ({ id }) => id,
          atOnce: PAGE_SIZE,
          toItems: async deployments =>
            deployments.map(deployment => ({
              from: 'rest',
              deployment: projectDeployment(deployment),
            })),
        },
        options,
      );
    },
    normalize: normalizeDeployment,
  };
}

/** What is used of a deployment; the rest of what GitLab sends is accounts and commits. */
function projectDeployment(deployment: Deployment): JsonObject {
  const { environment, deployable } = deployment;
  return {
    ...pick(deployment, [
      'id',
      'ref',
      'sha',
      'status',
      'created_at',
      'updated_at',
    ]),
    environment: environment ? pick(environment, ['name']) : null,
    deployable: deployable
      ? {
          ...pick(deployable, ['id', 'started_at', 'finished_at', 'web_url']),
          pipeline: deployable.pipeline
            ? pick(deployable.pipeline, ['id'])
            : null,
        }
      : null,
  };
}
