import { NotFoundError } from '@backstage/errors';
import { InvalidRequestError } from '../../../service/InvalidRequestError';
import type { GraphqlContext } from '../GraphqlContext';
import { costing } from '../limits/FieldCost';
import {
  choiceOf,
  doraArguments,
  measuringArguments,
  measuringOf,
  windowOf,
} from './arguments';
import { builder } from './builder';
import { DORA_COST, DoraMetricsType, loadDora } from './doraMetrics';
import { entityOf, EntityType, parseRef, refOf } from './entityRef';
import { loadNamedMetric } from './loadMetrics';
import { MetricType } from './metric';
import { MetricDefinitionType } from './metricDefinition';
import {
  DeveloperType,
  OrganizationType,
  RepositoryType,
  TeamType,
} from './references';

/** Metrics of an installation, about. */
const DEFINITIONS_SIZE = 40;

/** The ref of an argument that must be of one kind. @throws InvalidRequestError that names the argument. */
function refOfKind(argument: string, text: string, kind: 'group' | 'user') {
  const name = parseRef(argument, text);
  if (name.kind !== kind) {
    throw new InvalidRequestError([
      {
        field: argument,
        message: `must be the entity ref of a ${kind}: ${kind}:default/payments`,
      },
    ]);
  }
  return refOf(name);
}

function groupOf(context: GraphqlContext, id: string) {
  return entityOf(context, refOfKind('id', id, 'group'));
}

builder.queryType({
  description:
    'What Engineering Insights knows, for the caller: what the catalog does not show them is not there.',
  fields: t => ({
    organization: t.field({
      type: OrganizationType,
      description: 'A Group of the catalog with the Groups below it.',
      args: {
        id: t.arg.id({
          required: true,
          description: 'Its entity ref: group:default/acme.',
        }),
      },
      resolve: (_, { id }, context) => groupOf(context, String(id)),
    }),
    team: t.field({
      type: TeamType,
      description: 'A Group of the catalog.',
      args: {
        id: t.arg.id({
          required: true,
          description: 'Its entity ref: group:default/payments.',
        }),
      },
      resolve: (_, { id }, context) => groupOf(context, String(id)),
    }),
    developer: t.field({
      type: DeveloperType,
      description: 'A User of the catalog.',
      args: {
        id: t.arg.id({
          required: true,
          description: 'Its entity ref: user:default/sam.rivera.',
        }),
      },
      resolve: async (_, { id }, { loaders }) => {
        const ref = refOfKind('id', String(id), 'user');
        const developer = await loaders.developers.load(ref);
        if (!developer) {
          throw new NotFoundError(
            `There is no ${ref} in the catalog that you may see.`,
          );
        }
        return developer;
      },
    }),
    repository: t.field({
      type: RepositoryType,
      description: 'A place at a source that holds commits.',
      args: {
        id: t.arg.id({
          required: true,
          description: 'As the repositories of a team or an entity list it.',
        }),
      },
      resolve: async (_, { id }, { loaders }) => {
        const repository = await loaders.repositories.load(String(id));
        if (!repository) {
          throw new NotFoundError(
            `There is no repository ${JSON.stringify(id)} that you may see.`,
          );
        }
        return repository;
      },
    }),
    entity: t.field({
      type: EntityType,
      description: 'A component, system, domain or group.',
      args: {
        ref: t.arg.id({
          required: true,
          description: 'Its entity ref: component:default/payments.',
        }),
      },
      resolve: (_, { ref }, context) =>
        entityOf(context, refOf(parseRef('ref', String(ref)))),
    }),
    metric: t.field({
      type: MetricType,
      description: 'One metric of one entity.',
      extensions: costing({ weight: 3 }),
      args: {
        id: t.arg.id({
          required: true,
          description: 'Id of the metric: dora.change-lead-time.',
        }),
        entityRef: t.arg.id({
          required: true,
          description: 'Of what: component:default/payments.',
        }),
        ...measuringArguments,
      },
      resolve: (_, { id, entityRef, ...asked }, context) =>
        loadNamedMetric(context, {
          entityRef: refOf(parseRef('entityRef', String(entityRef))),
          metricId: String(id),
          question: measuringOf(asked),
        }),
    }),
    doraMetrics: t.field({
      type: DoraMetricsType,
      description: 'The five metrics of DORA of a team.',
      extensions: DORA_COST,
      args: {
        teamId: t.arg.id({
          required: true,
          description: 'Entity ref of the group: group:default/payments.',
        }),
        ...doraArguments,
      },
      resolve: (_, { teamId, ...asked }, context) =>
        loadDora(context, {
          ...choiceOf(asked),
          entityRef: refOfKind('teamId', String(teamId), 'group'),
          window: windowOf(asked),
        }),
    }),
    metricDefinitions: t.field({
      type: [MetricDefinitionType],
      description: 'The definitions of all metrics.',
      extensions: costing({ size: DEFINITIONS_SIZE }),
      resolve: async (_, __, { service, credentials }) => {
        const { metrics } = await service.listMetrics({ credentials });
        return [...metrics];
      },
    }),
  }),
});
