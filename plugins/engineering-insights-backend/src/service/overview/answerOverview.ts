import {
  previousWindow,
  type OverviewAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { refreshKept } from '../answerMetrics';
import { answerBands, lastMonths } from './answerBands';
import { answerOverviewMetrics } from './answerOverviewMetrics';
import { chooseServices, isFiltering } from './chooseServices';
import type { OverviewQuestion } from './OverviewQuestion';

/** What an overview shows at first: the five over all services, and how many services are in each band. */
export async function answerOverview(
  question: OverviewQuestion,
): Promise<OverviewAnswer> {
  const { context, entity, window, filter } = question;
  const [firstMonth] = lastMonths(context.now());
  const before = previousWindow(window);
  const chosen = await chooseServices({
    ...question,
    // Of a year both the months and the window before.
    spansFrom: [firstMonth.from, before.from].sort()[0],
  });
  const { metrics, calculatedAt, isToRefresh } = await answerOverviewMetrics(
    question,
    chosen,
  );
  const bands = await answerBands(question, chosen);
  if (isToRefresh) {
    await refreshKept(question);
  }
  return {
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    window,
    previousWindow: before,
    serviceCount: chosen.services.length,
    hiddenServiceCount: chosen.hiddenServiceCount,
    isFiltered: isFiltering(filter),
    lifecycles: chosen.lifecycles,
    tags: chosen.tags,
    metrics,
    bands,
    calculatedAt,
  };
}
