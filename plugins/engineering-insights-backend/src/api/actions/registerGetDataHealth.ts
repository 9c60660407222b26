import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type {
  EntityHealth,
  EntityStream,
} from '@sei-platform/plugin-engineering-insights-common';
import type { ActionContext } from './ActionContext';
import { answering } from './answering';
import { createPageLinks } from './pageLinks';
import { readQuestion } from './readQuestion';
import { READ_ONLY } from './readOnly';
import { entitySchema, questionSchema, type Zod } from './schemas';

function healthSchema(zod: Zod) {
  return zod.object({
    entity: entitySchema(zod),
    fractions: zod
      .array(
        zod.object({
          id: zod.string(),
          count: zod.number(),
          total: zod.number(),
        }),
      )
      .describe('How many of how many are complete, in the last 90 days.'),
    usableDeployments: zod
      .object({ count: zod.number(), total: zod.number() })
      .describe('That metrics can be made of.'),
    sources: zod.array(
      zod.object({
        source: zod.string(),
        scope: zod.string(),
        stream: zod.string(),
        lastSuccessAt: zod.string().optional(),
        isStale: zod.boolean(),
        isHistoryDone: zod.boolean(),
        error: zod
          .string()
          .optional()
          .describe('Why it was not read at last, and what to do.'),
      }),
    ),
    lastSyncAt: zod.string().optional(),
    annotationHints: zod
      .array(
        zod.object({
          source: zod.string(),
          key: zod.string(),
          example: zod.string(),
        }),
      )
      .describe('Annotations that would connect the entity to a source.'),
    link: zod.string(),
  });
}

function tellStream(stream: EntityStream) {
  const { sourceTitle, scope, lastSuccessAt, lastError } = stream;
  return {
    source: sourceTitle,
    scope,
    stream: stream.stream,
    ...(lastSuccessAt !== undefined && { lastSuccessAt }),
    isStale: stream.isStale,
    isHistoryDone: stream.isHistoryDone,
    ...(lastError && { error: lastError.message }),
  };
}

function tellHealth(health: EntityHealth) {
  const { entity, fractions, deployments, streams, lastSyncAt } = health;
  return {
    entity,
    fractions: fractions.map(({ id, count, total }) => ({ id, count, total })),
    usableDeployments: {
      count: deployments.usableCount,
      total: deployments.totalCount,
    },
    sources: streams.map(tellStream),
    ...(lastSyncAt !== undefined && { lastSyncAt }),
    annotationHints: [...health.annotationHints],
  };
}

export function registerGetDataHealth(
  registry: ActionsRegistryService,
  context: ActionContext,
): void {
  const { service, portalUrl, now } = context;
  const links = createPageLinks(portalUrl);
  registry.register({
    name: 'get-data-health',
    title: 'Get the data health of an entity',
    description: `Reads how far the numbers of a component, system, domain or group can be trusted: which share of its deployments and incidents is complete, when its sources were last read, what went wrong there, and what would connect it where it is not connected.

Ask this first where a metric is not known or looks wrong.`,
    attributes: READ_ONLY,
    schema: {
      input: zod => questionSchema(zod).pick({ entityRef: true }),
      output: healthSchema,
    },
    action: async ({ input, credentials }) =>
      answering({ context, credentials }, async () => {
        const { entity } = readQuestion(input, now());
        const health = await service.getEntityHealth({ credentials, entity });
        return {
          output: {
            ...tellHealth(health),
            link: links.dataHealth(health.entity.ref),
          },
        };
      }),
  });
}
