import type { PipelineRunFact } from '@sei-platform/plugin-engineering-insights-common';
import type { Cdevent } from './cdeventSchema';
import { eventsOf, firstTime, lastTime, lastWord, type Story } from './Story';
import { webAddress } from './webAddress';

type RunOutcome = PipelineRunFact['outcome'];

// `cancel` and `skip` are of 0.5; `error` is a run that could not be carried out.
const OUTCOMES: Readonly<Record<string, RunOutcome | undefined>> = {
  success: 'success',
  failure: 'failure',
  error: 'failure',
  cancel: 'cancelled',
  skip: 'skipped',
};

/** A run by what its events and those of its tasks say. CDEvents know no second attempt of one run. */
export function toPipelineRun(
  story: Story,
  externalId: string,
): Partial<PipelineRunFact> {
  const runs = eventsOf(story, 'pipelinerun');
  const told = lastWord(
    eventsOf(story, 'pipelinerun', 'finished'),
    ({ outcome }) => outcome,
  );
  const stages = stagesOf(eventsOf(story, 'taskrun'));
  const isTold = runs.length > 0;
  return {
    kind: 'pipelineRun',
    externalId,
    url: webAddress(lastWord(runs, ({ url, uri }) => url ?? uri)),
    pipeline: lastWord(runs, ({ pipelineName }) => pipelineName),
    queuedAt: firstTime(story, 'pipelinerun', 'queued'),
    startedAt: firstTime(story, 'pipelinerun', 'started'),
    finishedAt: lastTime(story, 'pipelinerun', 'finished'),
    ...(isTold && {
      attempt: 1,
      outcome: outcomeOf(told),
      sourceOutcome: told,
    }),
    ...(stages.length > 0 && { stages }),
  };
}

function outcomeOf(word: string | undefined): RunOutcome {
  return OUTCOMES[word?.toLowerCase() ?? ''] ?? 'unknown';
}

function stagesOf(tasks: Story): NonNullable<PipelineRunFact['stages']> {
  const byTask = new Map<string, Cdevent[]>();
  for (const event of tasks) {
    const { subject, context } = event;
    const key = `${subject.source || context.source}#${subject.id}`;
    byTask.set(key, [...(byTask.get(key) ?? []), event]);
  }
  return [...byTask.values()].map(events => ({
    name: lastWord(events, ({ taskName }) => taskName) ?? events[0].subject.id,
    startedAt: firstTime(events, 'taskrun', 'started'),
    finishedAt: lastTime(events, 'taskrun', 'finished'),
    outcome: outcomeOf(lastWord(events, ({ outcome }) => outcome)),
  }));
}
