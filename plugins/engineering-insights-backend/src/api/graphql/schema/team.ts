import type { TeamSection } from '@sei-platform/plugin-engineering-insights-common';
import { SECTION_METRICS } from '../../../service/teamSections';
import type { LoadedMetric, MetricQuestion } from '../createLoaders';
import type { GraphqlContext } from '../GraphqlContext';
import { costing } from '../limits/FieldCost';
import { periodArguments, windowOf } from './arguments';
import { builder } from './builder';
import {
  connectionCost,
  limitOf,
  offsetOf,
  pageArguments,
  pageOf,
  toPage,
} from './connection';
import { DORA_COST, DoraMetricsType, loadDora } from './doraMetrics';
import {
  DeveloperConnection,
  EntityConnection,
  RepositoryConnection,
} from './entityConnections';
import { EntityType, parseRef } from './entityRef';
import { ClockEnum, StatisticEnum } from './enums';
import { loadMetrics } from './loadMetrics';
import { MetricType } from './metric';
import { OrganizationType, TeamType } from './references';

interface TeamMetrics {
  readonly ref: string;
  readonly question: MetricQuestion;
}

function loadSection(
  context: GraphqlContext,
  { ref, question }: TeamMetrics,
  section: TeamSection,
): Promise<LoadedMetric[]> {
  return loadMetrics(context, {
    entityRef: ref,
    metricIds: SECTION_METRICS[section].map(({ definition }) => definition.id),
    question,
  });
}

/** Metrics of a section, about. */
const SECTION_COST = costing({ weight: 20, size: 8 });

const TeamMetricsType = builder
  .objectRef<TeamMetrics>('TeamMetrics')
  .implement({
    description:
      'The numbers of a team in one period. None is of a person, and none is for comparing teams.',
    fields: t => ({
      dora: t.field({
        type: DoraMetricsType,
        description: 'The five metrics of DORA of all that it owns.',
        extensions: DORA_COST,
        resolve: ({ ref, question: { window, statistic } }, _, context) =>
          loadDora(context, { entityRef: ref, window, statistic }),
      }),
      flow: t.field({
        type: [MetricType],
        description: 'How work flows: cycle time and its phases, throughput.',
        extensions: SECTION_COST,
        resolve: (metrics, _, context) => loadSection(context, metrics, 'flow'),
      }),
      planning: t.field({
        type: [MetricType],
        description: 'What is planned and finished: issues and sprints.',
        extensions: SECTION_COST,
        resolve: (metrics, _, context) =>
          loadSection(context, metrics, 'planning'),
      }),
      balance: t.field({
        type: [MetricType],
        description: 'On what time is spent, and how reviews are spread.',
        extensions: SECTION_COST,
        resolve: (metrics, _, context) =>
          loadSection(context, metrics, 'balance'),
      }),
      quality: t.field({
        type: [MetricType],
        description: 'Pipelines, incidents, findings and coverage.',
        extensions: SECTION_COST,
        resolve: (metrics, _, context) =>
          loadSection(context, metrics, 'quality'),
      }),
    }),
  });

TeamType.implement({
  description: 'A Group of the catalog.',
  fields: t => ({
    id: t.id({
      description: 'Its entity ref in lower case: group:default/payments.',
      resolve: ({ ref }) => ref,
    }),
    name: t.exposeString('title', { description: 'As it is shown.' }),
    entity: t.field({
      type: EntityType,
      description: 'The same as an entity, with its metrics and deployments.',
      resolve: team => team,
    }),
    organization: t.field({
      type: OrganizationType,
      nullable: true,
      description:
        'The Group at the top of it, which is itself where none is above it; null where the caller may not see that.',
      resolve: async ({ ref }, _, { loaders }) => {
        const topRef = await loaders.topGroups.load(ref);
        return topRef === undefined ? undefined : loaders.entities.load(topRef);
      },
    }),
    developers: t.field({
      type: DeveloperConnection,
      description: 'Its members, as the catalog shows them to the caller.',
      args: pageArguments,
      extensions: connectionCost(),
      resolve: async ({ ref }, asked, { service, credentials, ask }) => {
        const offset = offsetOf(asked);
        const { items, totalCount } = await ask(() =>
          service.listDevelopers({
            credentials,
            group: parseRef('id', ref),
            offset,
            limit: limitOf(asked),
          }),
        );
        const hasMore = offset + items.length < totalCount;
        return toPage({ items, offset, totalCount, hasMore });
      },
    }),
    services: t.field({
      type: EntityConnection,
      description:
        'The components that it and the groups below it own now, by title.',
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
      description: 'The repositories of these, by title.',
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
    metrics: t.field({
      type: TeamMetricsType,
      description: 'Its numbers in one period.',
      args: {
        ...periodArguments,
        statistic: t.arg({
          type: StatisticEnum,
          description:
            'What values come to, of metrics whose aggregate is quantile. By default the median.',
        }),
        clock: t.arg({
          type: ClockEnum,
          required: true,
          defaultValue: 'elapsed',
          description: "By which durations of people's work are told.",
        }),
        includeSubTeams: t.arg.boolean({
          description:
            'Whether what the groups below it own counts too, but for the five of DORA, where it always does. By default it does.',
        }),
      },
      resolve: ({ ref }, asked): TeamMetrics => ({
        ref,
        question: {
          window: windowOf(asked),
          statistic: asked.statistic ?? undefined,
          clock: asked.clock,
          cohort: 'all',
          isWithSubTeams: asked.includeSubTeams ?? undefined,
          mayBeKept: true,
        },
      }),
    }),
  }),
});
