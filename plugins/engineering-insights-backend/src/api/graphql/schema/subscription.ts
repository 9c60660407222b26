import type { MetricsChangedEvent } from '@sei-platform/plugin-engineering-insights-common';
import type { ChangeEvent } from '../../../service/changes';
import { InvalidRequestError } from '../../../service/InvalidRequestError';
import { MOST_ENTITIES } from '../../live/eventStreamOperation';
import { builder } from './builder';
import { parseRef, refOf } from './entityRef';

const MetricsChangeType = builder
  .objectRef<MetricsChangedEvent>('MetricsChange')
  .implement({
    description:
      'That the metrics of an entity were calculated anew. It holds no number: ask for those that you show.',
    fields: t => ({
      entityRef: t.exposeID('entityRef', {
        description: 'Of what: component:default/payments.',
      }),
      metricIds: t.idList({
        description:
          'Ids of the metrics that were calculated anew and that the caller may read. All metrics of an entity are calculated together, so the number of some may be the same as before.',
        resolve: async ({ entityRef }, _, { service, credentials }) => [
          ...(await service.listReadableMetrics({ credentials, entityRef })),
        ],
      }),
      calculatedAt: t.expose('calculatedAt', {
        type: 'Instant',
        description: 'When they were calculated.',
      }),
    }),
  });

/** @throws InvalidRequestError that names the argument. */
function refsOf(ids: readonly (string | number)[]): readonly string[] {
  if (ids.length === 0 || ids.length > MOST_ENTITIES) {
    throw new InvalidRequestError([
      {
        field: 'entityRefs',
        message: `must name 1 to ${MOST_ENTITIES} entities`,
      },
    ]);
  }
  return ids.map(id => refOf(parseRef('entityRefs', String(id))));
}

async function* changesOf(
  events: AsyncIterable<ChangeEvent>,
): AsyncGenerator<MetricsChangedEvent> {
  // A reset answers who names the last event that he has, which a subscription does not.
  for await (const { type, data } of events) {
    if (type === 'metrics.changed') yield data;
  }
}

builder.subscriptionType({
  description: 'What changes while the caller listens.',
  fields: t => ({
    metricsChanged: t.field({
      type: MetricsChangeType,
      description:
        'Of some entities whose metrics are calculated anew, from now on: each once, however often it changes before it is read.',
      args: {
        entityRefs: t.arg.idList({
          required: true,
          description: `Of what, ${MOST_ENTITIES} at most: component:default/payments.`,
        }),
      },
      subscribe: async (_, { entityRefs }, context) => {
        const { service, credentials, signal } = context;
        const { events } = await service.followChanges({
          credentials,
          entityRefs: refsOf(entityRefs),
          signal: signal!,
        });
        return changesOf(events);
      },
      resolve: change => change,
    }),
  }),
});
