import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
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

/** The first of the answer; the phases follow them. */
const DORA_COUNT = 5;

export function registerGetDoraMetrics(
  registry: ActionsRegistryService,
  context: ActionContext,
): void {
  const { service, portalUrl, now } = context;
  const links = createPageLinks(portalUrl);
  registry.register({
    name: 'get-dora-metrics',
    title: 'Get the DORA metrics of an entity',
    description: `Reads the five DORA metrics of a component, system, domain or group in one window, each with the window before: change lead time, deployment frequency, failed deployment recovery time, change fail rate and deployment rework rate.

They are for one service at a time. Do not rank teams or persons by them, and do not propose them as goals.
A metric without a value is not known, which is not 0; its reason says why.`,
    attributes: READ_ONLY,
    schema: {
      input: questionSchema,
      output: zod =>
        zod.object({
          entity: entitySchema(zod),
          window: windowSchema(zod),
          metrics: zod.array(metricSchema(zod)),
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
        const told = await tellMetrics({
          service,
          credentials,
          answers: metrics.slice(0, DORA_COUNT),
          linkOf: id => links.metric(id, entity.ref, window),
        });
        return {
          output: {
            entity,
            window: { from, to },
            metrics: told,
            calculatedAt,
            link: links.dora(entity.ref, window),
          },
        };
      }),
  });
}
