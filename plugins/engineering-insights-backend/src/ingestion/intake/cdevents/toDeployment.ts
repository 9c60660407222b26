import type { DeploymentFact } from '@sei-platform/plugin-engineering-insights-common';
import type { Cdevent } from './cdeventSchema';
import { readEventType } from './eventType';
import { readPurl } from './readPurl';

/** A service was deployed, upgraded or rolled back: each event is one deployment, which has succeeded. */
export function toDeployment(
  { context, subject }: Cdevent,
  externalId: string,
): Partial<DeploymentFact> {
  const { environment, artifactId } = subject.content ?? {};
  const predicate = readEventType(context.type)?.predicate;
  return {
    kind: 'deployment',
    externalId,
    environment: environment?.id,
    ...readPurl(artifactId ?? ''),
    finishedAt: context.timestamp,
    outcome: 'success',
    sourceOutcome: predicate,
    isRollback: predicate === 'rolledback',
    service: subject.id,
  };
}
