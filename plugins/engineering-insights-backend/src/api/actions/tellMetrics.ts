import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { MetricAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { EngineeringInsightsService } from '../../service/EngineeringInsightsService';
import { tellMetric } from './tellMetric';

/** Some metrics with what their definitions say. */
export async function tellMetrics(options: {
  readonly service: EngineeringInsightsService;
  readonly credentials: BackstageCredentials;
  readonly answers: readonly MetricAnswer[];
  readonly linkOf: (metricId: string) => string;
}) {
  const { service, credentials, answers, linkOf } = options;
  const { metrics } = await service.listMetrics({ credentials });
  const byId = new Map(metrics.map(each => [each.id, each]));
  return answers.flatMap(answer => {
    const definition = byId.get(answer.metricId);
    return definition
      ? [tellMetric({ definition, answer, link: linkOf(answer.metricId) })]
      : [];
  });
}
