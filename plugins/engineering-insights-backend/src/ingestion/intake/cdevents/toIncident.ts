import type { IncidentFact } from '@sei-platform/plugin-engineering-insights-common';
import { eventsOf, firstTime, lastTime, lastWord, type Story } from './Story';
import { webAddress } from './webAddress';

/**
 * An incident by what its events say. It is open from its detection, or from its
 * report where nobody told of that, and again where it is detected after it was
 * resolved. Its artifact is the one that is deployed, not the one to blame.
 */
export function toIncident(
  story: Story,
  externalId: string,
): Partial<IncidentFact> {
  const detected = eventsOf(story, 'incident', 'detected');
  const opening = [...detected, ...eventsOf(story, 'incident', 'reported')];
  const resolvedAt = lastTime(story, 'incident', 'resolved');
  const lastDetectedAt = detected.at(-1)?.context.timestamp;
  const isOpenAgain =
    resolvedAt !== undefined &&
    lastDetectedAt !== undefined &&
    Date.parse(lastDetectedAt) > Date.parse(resolvedAt);
  return {
    kind: 'incident',
    externalId,
    url: webAddress(lastWord(story, ({ ticketURI }) => ticketURI)),
    openedAt:
      firstTime(story, 'incident', 'detected') ??
      firstTime(story, 'incident', 'reported'),
    resolvedAt: isOpenAgain ? null : resolvedAt,
    service: lastWord(story, ({ service }) => service?.id),
    title: lastWord(opening, ({ description }) => description || undefined),
  };
}
