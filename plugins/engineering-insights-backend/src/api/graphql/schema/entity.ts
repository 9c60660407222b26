import { costing } from '../limits/FieldCost';
import {
  choiceOf,
  doraArguments,
  measuringArguments,
  measuringOf,
  periodArguments,
  windowOf,
} from './arguments';
import {
  connectionCost,
  limitOf,
  offsetOf,
  pageArguments,
  pageOf,
  toPage,
} from './connection';
import { DeploymentConnection, IncidentConnection } from './delivery';
import { DORA_COST, DoraMetricsType, loadDora } from './doraMetrics';
import { EntityConnection, RepositoryConnection } from './entityConnections';
import { EntityType, parseRef } from './entityRef';
import { loadNamedMetric, loadNamedMetrics } from './loadMetrics';
import { MetricType } from './metric';

EntityType.implement({
  description:
    'A component, system, domain or group of the catalog, of which there are metrics.',
  fields: t => ({
    id: t.id({
      description: 'Its entity ref in lower case: component:default/payments.',
      resolve: ({ ref }) => ref,
    }),
    ref: t.exposeString('ref', { description: 'The same.' }),
    kind: t.exposeString('kind', { description: 'In lower case: component.' }),
    title: t.exposeString('title', { description: 'As it is shown.' }),
    type: t.exposeString('type', {
      nullable: true,
      description: 'spec.type of the catalog; null where it says none.',
    }),
    lifecycle: t.exposeString('lifecycle', {
      nullable: true,
      description: 'spec.lifecycle of the catalog; null where it says none.',
    }),
    tags: t.stringList({
      description: 'metadata.tags of the catalog.',
      resolve: ({ tags }) => [...tags],
    }),
    metric: t.field({
      type: MetricType,
      description: 'One metric of it.',
      extensions: costing({ weight: 3 }),
      args: {
        id: t.arg.id({
          required: true,
          description: 'Id of the metric: dora.change-lead-time.',
        }),
        ...measuringArguments,
      },
      resolve: ({ ref }, { id, ...asked }, context) =>
        loadNamedMetric(context, {
          entityRef: ref,
          metricId: String(id),
          question: measuringOf(asked),
        }),
    }),
    metrics: t.field({
      type: [MetricType],
      description: 'Some metrics of it, in the order of the ids.',
      extensions: costing({ weight: 3, sizeArgument: 'ids' }),
      args: {
        ids: t.arg.idList({
          required: true,
          description: 'Ids of metrics: dora.change-lead-time.',
        }),
        ...measuringArguments,
      },
      resolve: ({ ref }, { ids, ...asked }, context) =>
        loadNamedMetrics(context, {
          entityRef: ref,
          metricIds: ids.map(String),
          question: measuringOf(asked),
        }),
    }),
    dora: t.field({
      type: DoraMetricsType,
      description: 'The five metrics of DORA.',
      extensions: DORA_COST,
      args: doraArguments,
      resolve: ({ ref }, asked, context) =>
        loadDora(context, {
          ...choiceOf(asked),
          entityRef: ref,
          window: windowOf(asked),
        }),
    }),
    services: t.field({
      type: EntityConnection,
      description:
        'The components that belong to it now, also through what belongs to it, by title; of a component itself.',
      args: pageArguments,
      extensions: connectionCost(),
      resolve: async ({ ref }, asked, { service, credentials, ask }) =>
        pageOf(
          await ask(() =>
            service.listServices({ credentials, entity: parseRef('id', ref) }),
          ),
          asked,
        ),
    }),
    repositories: t.field({
      type: RepositoryConnection,
      description:
        'The repositories that it, and what belongs to it now, is read from, by title.',
      args: pageArguments,
      extensions: connectionCost(),
      resolve: async ({ ref }, asked, { service, credentials, ask }) =>
        pageOf(
          await ask(() =>
            service.listRepositories({
              credentials,
              entity: parseRef('id', ref),
            }),
          ),
          asked,
        ),
    }),
    deployments: t.field({
      type: DeploymentConnection,
      description:
        'Its deployments that finished in the period, in every environment, newest first.',
      args: { ...pageArguments, ...periodArguments },
      extensions: connectionCost(),
      resolve: async ({ ref }, asked, { service, credentials, ask }) => {
        const offset = offsetOf(asked);
        const { items, totalCount } = await ask(() =>
          service.listDeployments({
            credentials,
            entity: parseRef('id', ref),
            window: windowOf(asked),
            limit: limitOf(asked),
            offset,
          }),
        );
        const hasMore = offset + items.length < totalCount;
        return toPage({ items, offset, totalCount, hasMore });
      },
    }),
    incidents: t.field({
      type: IncidentConnection,
      description:
        'Its incidents that were opened in the period, newest first.',
      args: { ...pageArguments, ...periodArguments },
      extensions: connectionCost(),
      resolve: async ({ ref }, asked, { service, credentials, ask }) => {
        const offset = offsetOf(asked);
        const limit = limitOf(asked);
        const { items, nextCursor } = await ask(() =>
          service.listIncidents({
            credentials,
            entity: parseRef('id', ref),
            window: windowOf(asked),
            limit,
            offset,
          }),
        );
        return toPage({ items, offset, hasMore: nextCursor !== undefined });
      },
    }),
  }),
});
