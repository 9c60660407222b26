import type { Cdevent } from './cdeventSchema';
import { readEventType } from './eventType';

/**
 * The thing whose story an event is a part of, so that all of its events are
 * found together: a task tells of its pipeline run. Each deployment is a story
 * of its own.
 */
export function subjectKey(event: Cdevent): string {
  return wholeKey(event).slice(0, 500);
}

function wholeKey(event: Cdevent): string {
  const { context, subject } = event;
  const kind = readEventType(context.type)?.subject ?? context.type;
  if (kind === 'service') return `service:${context.source}#${context.id}`;
  const run = subject.content?.pipelineRun;
  if (kind === 'taskrun' && run)
    return `pipelinerun:${run.source || context.source}#${run.id}`;
  return `${kind}:${subject.source || context.source}#${subject.id}`;
}
