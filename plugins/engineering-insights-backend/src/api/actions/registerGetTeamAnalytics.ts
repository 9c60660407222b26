import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { TEAM_SECTIONS } from '@sei-platform/plugin-engineering-insights-common';
import type { ActionContext } from './ActionContext';
import { answering } from './answering';
import { createPageLinks } from './pageLinks';
import { readQuestion } from './readQuestion';
import { READ_ONLY } from './readOnly';
import {
  entitySchema,
  metricSchema,
  questionSchema,
  windowSchema,
} from './schemas';
import { tellMetrics } from './tellMetrics';

const [FIRST_SECTION, ...OTHER_SECTIONS] = TEAM_SECTIONS;

export function registerGetTeamAnalytics(
  registry: ActionsRegistryService,
  context: ActionContext,
): void {
  const { service, portalUrl, now } = context;
  const links = createPageLinks(portalUrl);
  registry.register({
    name: 'get-team-analytics',
    title: 'Get the analytics of a team',
    description: `Reads one part of the team analytics of a group in one window, each metric with the window before: flow (pull requests), planning (issues and sprints), balance (kinds of work, reviews) or quality (pipelines, incidents, findings, coverage).

The numbers are of the team as a whole: no number is of one person, and what few people did is withheld. Do not rank teams by them.`,
    attributes: READ_ONLY,
    schema: {
      input: zod =>
        questionSchema(zod).extend({
          entityRef: zod
            .string()
            .describe('The group of the catalog: group:default/payments.'),
          section: zod
            .enum([FIRST_SECTION, ...OTHER_SECTIONS])
            .default(FIRST_SECTION)
            .describe('Which part.'),
        }),
      output: zod =>
        zod.object({
          entity: entitySchema(zod),
          window: windowSchema(zod),
          section: zod.string(),
          isWithSubTeams: zod
            .boolean()
            .describe('What the groups below it own counts too.'),
          services: zod.array(entitySchema(zod)),
          metrics: zod.array(metricSchema(zod)),
          calculatedAt: zod.string(),
          link: zod.string(),
        }),
    },
    action: async ({ input, credentials }) =>
      answering({ context, credentials }, async () => {
        const answer = await service.getTeam({
          credentials,
          ...readQuestion(input, now()),
          section: input.section,
          isCompared: true,
          clock: 'elapsed',
        });
        const { entity, window, section, isWithSubTeams } = answer;
        const { from, to } = window;
        const metrics = await tellMetrics({
          service,
          credentials,
          answers: answer.metrics,
          linkOf: id => links.metric(id, entity.ref, window),
        });
        return {
          output: {
            entity,
            window: { from, to },
            section,
            isWithSubTeams,
            services: [...answer.services],
            metrics,
            calculatedAt: answer.calculatedAt,
            link: links.team(entity.ref, window, section),
          },
        };
      }),
  });
}
