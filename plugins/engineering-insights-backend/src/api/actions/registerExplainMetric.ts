import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { ExplainRecord } from '@sei-platform/plugin-engineering-insights-common';
import type { ActionContext } from './ActionContext';
import { answering } from './answering';
import { createPageLinks } from './pageLinks';
import { readQuestion } from './readQuestion';
import { READ_ONLY } from './readOnly';
import {
  entitySchema,
  exclusionsSchema,
  questionSchema,
  valueSchema,
  windowSchema,
  type Zod,
} from './schemas';
import { tellExclusions, tellValue } from './tellMetric';

const MOST_RECORDS = 100;
const DEFAULT_RECORDS = 20;

function recordSchema(zod: Zod) {
  return zod.object({
    title: zod.string(),
    url: zod.string().optional(),
    observedAt: zod.string(),
    value: zod
      .number()
      .optional()
      .describe('Seconds of durations, 0 or 1 of shares, 1 of counts.'),
    leftOutBecause: zod.string().optional(),
    entityRef: zod.string().optional(),
  });
}

function tellRecord(record: ExplainRecord) {
  const { title, url, observedAt, value, excludedReason, entityRef } = record;
  return {
    title,
    observedAt,
    ...(url !== undefined && { url }),
    ...(value !== undefined && { value }),
    ...(excludedReason && { leftOutBecause: excludedReason }),
    ...(entityRef !== undefined && { entityRef }),
  };
}

export function registerExplainMetric(
  registry: ActionsRegistryService,
  context: ActionContext,
): void {
  const { service, portalUrl, now } = context;
  const links = createPageLinks(portalUrl);
  registry.register({
    name: 'explain-metric',
    title: 'Explain a number',
    description: `Reads what one number is made of: its formula, how many records are in it, how many are left out and why, the records themselves, the newest first, and the policy by which deployments and failures are counted.

The ids of metrics are those that the other actions answer, such as dora.change-lead-time.`,
    attributes: READ_ONLY,
    schema: {
      input: zod =>
        questionSchema(zod).extend({
          metricId: zod.string().describe('dora.change-lead-time'),
          limit: zod
            .number()
            .int()
            .min(1)
            .max(MOST_RECORDS)
            .default(DEFAULT_RECORDS)
            .describe('Records at most.'),
        }),
      output: zod =>
        zod.object({
          entity: entitySchema(zod),
          window: windowSchema(zod),
          metricId: zod.string(),
          title: zod.string(),
          unit: zod.string(),
          value: valueSchema(zod),
          formula: zod.string(),
          blindSpots: zod.array(zod.string()),
          includedCount: zod.number(),
          excluded: exclusionsSchema(zod),
          records: zod.array(recordSchema(zod)),
          hiddenRecordCount: zod
            .number()
            .describe(
              'Records of services that the caller may not read: in the number, and not listed.',
            ),
          hasMore: zod.boolean(),
          policy: zod.object({
            name: zod.string(),
            setBy: zod.string(),
            since: zod.string(),
          }),
          link: zod.string(),
        }),
    },
    action: async ({ input, credentials }) =>
      answering({ context, credentials }, async () => {
        const { metricId, limit } = input;
        const answer = await service.explainMetric({
          credentials,
          ...readQuestion(input, now()),
          metricId,
          limit,
          cohort: 'all',
          clock: 'elapsed',
        });
        const { entity, window, definition, policy } = answer;
        const { from, to } = window;
        const { title, unit, formula, blindSpots } = definition;
        return {
          output: {
            entity,
            window: { from, to },
            metricId,
            title,
            unit,
            value: tellValue(unit, answer.value),
            formula,
            blindSpots: [...blindSpots],
            includedCount: answer.includedCount,
            excluded: tellExclusions(answer.excludedCounts),
            records: answer.records.map(tellRecord),
            hiddenRecordCount: answer.hiddenRecordCount,
            hasMore: answer.nextCursor !== undefined,
            policy: {
              name: policy.name,
              setBy: policy.setBy,
              since: policy.since,
            },
            link: links.metric(metricId, entity.ref, window),
          },
        };
      }),
  });
}
