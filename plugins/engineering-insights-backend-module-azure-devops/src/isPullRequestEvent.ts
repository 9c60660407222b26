import type { JsonObject } from '@backstage/types';

/** Whether an event is about a pull request and tells it whole. */
export function isPullRequestEvent({ eventType }: JsonObject): boolean {
  return /^git\.pullrequest\.(created|updated|merged)$/.test(String(eventType));
}
