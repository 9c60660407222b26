import type { MetricQuestion } from '../createLoaders';
import { costing } from '../limits/FieldCost';
import { periodArguments, windowOf } from './arguments';
import { builder } from './builder';
import { connectionCost, pageArguments, pageOf } from './connection';
import { DORA_COST, DoraMetricsType, loadDora } from './doraMetrics';
import { TeamConnection } from './entityConnections';
import { EntityType, parseRef } from './entityRef';
import { OrganizationType } from './references';

interface OrganizationMetrics {
  readonly ref: string;
  readonly window: MetricQuestion['window'];
}

const COUNT_COST = costing({ weight: 5 });

const OrganizationMetricsType = builder
  .objectRef<OrganizationMetrics>('OrganizationMetrics')
  .implement({
    description: 'The numbers of an organisation in one period.',
    fields: t => ({
      dora: t.field({
        type: DoraMetricsType,
        description: 'The five metrics of DORA of all that it owns.',
        extensions: DORA_COST,
        resolve: ({ ref, window }, _, context) =>
          loadDora(context, { entityRef: ref, window }),
      }),
      teamCount: t.int({
        description: 'Groups below it now, of those that the caller may see.',
        extensions: COUNT_COST,
        resolve: async ({ ref }, _, { service, credentials, ask }) => {
          const entity = parseRef('id', ref);
          const teams = await ask(() =>
            service.listTeams({ credentials, entity }),
          );
          return teams.length;
        },
      }),
      serviceCount: t.int({
        description:
          'Components that these own now, of those that the caller may see.',
        extensions: COUNT_COST,
        resolve: async ({ ref }, _, { service, credentials, ask }) => {
          const entity = parseRef('id', ref);
          const services = await ask(() =>
            service.listServices({ credentials, entity }),
          );
          return services.length;
        },
      }),
    }),
  });

OrganizationType.implement({
  description: 'A Group of the catalog with the Groups below it.',
  fields: t => ({
    id: t.id({
      description: 'Its entity ref in lower case: group:default/acme.',
      resolve: ({ ref }) => ref,
    }),
    name: t.exposeString('title', { description: 'As it is shown.' }),
    domain: t.string({
      nullable: true,
      description:
        'The domain of the e-mail address that the catalog says it has: acme.example. Null where it says none.',
      resolve: ({ ref }, _, { loaders }) => loaders.mailDomains.load(ref),
    }),
    entity: t.field({
      type: EntityType,
      description: 'The same as an entity, with its metrics and deployments.',
      resolve: organization => organization,
    }),
    teams: t.field({
      type: TeamConnection,
      description: 'The Groups below it, at any depth, by title.',
      args: pageArguments,
      extensions: connectionCost(),
      resolve: async ({ ref }, asked, { service, credentials, ask }) =>
        pageOf(
          await ask(() =>
            service.listTeams({ credentials, entity: parseRef('id', ref) }),
          ),
          asked,
        ),
    }),
    metrics: t.field({
      type: OrganizationMetricsType,
      description: 'Its numbers in one period.',
      args: periodArguments,
      resolve: ({ ref }, asked) => ({ ref, window: windowOf(asked) }),
    }),
  }),
});
