import { createHash } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import { parseScopeId } from '../azureScope';
import type { AzureDevopsClient } from '../client';
import { normalizeIteration } from '../normalize/iterations';
import { pick } from './pick';

/** Azure DevOps allows no deeper trees. */
const DEPTH = 14;

export type IterationsCursor = {
  /** Stands for the whole tree as it was. */
  print?: string;
};

export interface IterationNode {
  readonly id: number;
  readonly name: string;
  readonly path?: string;
  readonly attributes?: {
    readonly startDate?: string;
    readonly finishDate?: string;
  };
  readonly children?: readonly IterationNode[];
}

/** Iterations of a project that have dates: its sprints. They are few, and read whole. */
export function iterationsStream(
  client: AzureDevopsClient,
): Stream<IterationsCursor> {
  const { baseUrl } = client;
  return {
    name: 'iterations',
    produces: ['sprint'],
    personal: [],
    identify(item) {
      const { iteration } = item as { iteration: JsonObject };
      return { externalId: String(iteration.id) };
    },
    async *read({ scope, cursor, direction, signal }) {
      const area = parseScopeId(scope.externalId);
      if (area.kind !== 'area') return;
      // What live reads is all there is.
      if (direction === 'history') return;
      const { project } = area;
      const { data } = await client.get<IterationNode>(
        { signal, permission: 'Work Items (Read)' },
        {
          path: [project, '_apis', 'wit', 'classificationnodes', 'Iterations'],
          query: { $depth: DEPTH },
        },
      );
      const items = projectIterations(data, project);
      const print = createHash('sha256')
        .update(JSON.stringify(items))
        .digest('base64');
      yield {
        items: cursor?.print === print ? [] : items,
        cursor: { print },
      };
    },
    normalize: item => normalizeIteration(item, { baseUrl }),
  };
}

/** Every iteration with dates; those without hold others. */
export function projectIterations(
  node: IterationNode,
  project: string,
): JsonObject[] {
  const { attributes, children = [] } = node;
  return [
    ...(attributes?.startDate && attributes.finishDate
      ? [
          {
            project,
            iteration: {
              ...pick(node, ['id', 'name', 'path']),
              ...pick(attributes, ['startDate', 'finishDate']),
            },
          },
        ]
      : []),
    ...children.flatMap(child => projectIterations(child, project)),
  ];
}
