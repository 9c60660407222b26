import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  type MetricAnswer,
  PHASES,
} from '@sei-platform/plugin-engineering-insights-common';
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

const PHASE_IDS: readonly string[] = PHASES.map(phase => `flow.${phase}-time`);

/** What is not known cannot be said to be fast, so it stands behind what is. */
function secondsOf({ value }: MetricAnswer): number {
  return 'value' in value ? value.value : -1;
}

export function registerGetSlowestPhases(
  registry: ActionsRegistryService,
  context: ActionContext,
): void {
  const { service, portalUrl, now } = context;
  const links = createPageLinks(portalUrl);
  registry.register({
    name: 'get-slowest-phases',
    title: 'Get the slowest phases of pull requests',
    description: `Reads how long the pull requests of a component, system, domain or group spend in coding, pickup, review, merge and deploy, the longest first: the median of each phase, with the window before.

Phases that are not known stand last. Medians do not add up to the whole.`,
    attributes: READ_ONLY,
    schema: {
      input: questionSchema,
      output: zod =>
        zod.object({
          entity: entitySchema(zod),
          window: windowSchema(zod),
          phases: zod.array(metricSchema(zod)),
          calculatedAt: zod.string(),
          link: zod.string(),
        }),
    },
    action: async ({ input, credentials }) =>
      answering({ context, credentials }, async () => {
        const { entity, window, metrics, calculatedAt } = await service.getDora(
          {
            credentials,
            ...readQuestion(input, now()),
            isCompared: true,
          },
        );
        const { from, to } = window;
        const phases = await tellMetrics({
          service,
          credentials,
          answers: metrics
            .filter(({ metricId }) => PHASE_IDS.includes(metricId))
            .sort((one, other) => secondsOf(other) - secondsOf(one)),
          linkOf: id => links.metric(id, entity.ref, window),
        });
        return {
          output: {
            entity,
            window: { from, to },
            phases,
            calculatedAt,
            link: links.dora(entity.ref, window),
          },
        };
      }),
  });
}
