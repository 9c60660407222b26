import type {
  BandLevel,
  OverviewService,
  OverviewServicesAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { readServiceValues } from '../../database/operations/overview/readServiceValues';
import { doraMetrics } from '../../metrics';
import { chooseServices } from './chooseServices';
import type { OverviewQuestion } from './OverviewQuestion';

export const ASKED_METRICS = doraMetrics.map(
  ({ definition: { id, version } }) => ({ id, version }),
);

/** The services of an overview by title, each with the five as they are kept of it; of one band where that is asked for. */
export async function answerServices(
  question: OverviewQuestion & {
    readonly band?: {
      readonly metricId: string;
      readonly level: BandLevel | 'unknown';
    };
    readonly limit: number;
    readonly offset: number;
  },
): Promise<OverviewServicesAnswer> {
  const { context, entity, window, band, limit, offset } = question;
  const { services } = await chooseServices(question);
  const values = await readServiceValues({
    knex: context.knex,
    entityIds: services.map(({ id }) => id),
    days: window.days,
    metrics: ASKED_METRICS,
  });
  const all = services.map(
    ({ id, ref, kind, title, lifecycle }): OverviewService => ({
      ref,
      kind,
      title,
      ...(lifecycle !== null && { lifecycle }),
      values: values.get(id) ?? [],
    }),
  );
  const levelOf = (service: OverviewService) =>
    service.values.find(({ metricId }) => metricId === band?.metricId)?.band ??
    'unknown';
  const asked = band
    ? all.filter(service => levelOf(service) === band.level)
    : all;
  const items = asked.slice(offset, offset + limit);
  const next = offset + items.length;
  return {
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    window,
    items,
    totalCount: asked.length,
    ...(next < asked.length && { nextCursor: String(next) }),
  };
}
