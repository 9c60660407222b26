import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Fact } from '@sei-platform/plugin-engineering-insights-common';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import { COMMITS } from '../organisation/history';

const COMMITS_PER_DEPLOYMENT = 5;

interface DeploymentItem {
  readonly id: string;
  readonly at: string;
  /** The commit that the first of its own follows. */
  readonly parent: string;
  readonly commits: readonly string[];
}

/** The last commit that a component had before the run. */
function headOf(component: string): string {
  return createHash('md5')
    .update(`${component}-${COMMITS}`)
    .digest('hex')
    .padEnd(40, '0');
}

/** Deployments of now as a source lists them, each with commits that are new. */
export function createDeploymentItems(options: {
  component: string;
  first: number;
  count: number;
  now: string;
}): JsonObject[] {
  const { component, first, count, now } = options;
  return Array.from({ length: count }, (_, index) => {
    const id = `load-${first + index}`;
    const item: DeploymentItem = {
      id,
      at: now,
      parent: headOf(component),
      commits: Array.from({ length: COMMITS_PER_DEPLOYMENT }, (__, commit) =>
        createHash('sha1').update(`${component}-${id}-${commit}`).digest('hex'),
      ),
    };
    return item as unknown as JsonObject;
  });
}

/** A small stream: each item tells a deployment and its commits. */
export const deploymentStream: Omit<Stream, 'read'> = {
  name: 'deployments',
  produces: ['commit', 'deployment'],
  personal: [],
  identify(item: JsonValue) {
    const { id, at } = item as unknown as DeploymentItem;
    return { externalId: id, updatedAt: at };
  },
  normalize(item: JsonValue) {
    const { id, at, parent, commits } = item as unknown as DeploymentItem;
    const told = commits.map(
      (externalId, index): Fact => ({
        kind: 'commit',
        externalId,
        sourceUpdatedAt: at,
        parents: [index === 0 ? parent : commits[index - 1]],
        authoredAt: at,
        committedAt: at,
        title: `New change ${index}`,
        author: { source: 'github', login: 'someone', actor: 'human' },
      }),
    );
    return {
      result: 'ok',
      facts: [
        ...told,
        {
          kind: 'deployment',
          externalId: id,
          sourceUpdatedAt: at,
          environment: 'production',
          sha: commits[commits.length - 1],
          startedAt: at,
          finishedAt: at,
          outcome: 'success',
        },
      ],
    };
  },
};
