import type { JsonObject } from '@backstage/types';
import {
  startSourceServer,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';

export { sendJson } from '@sei-platform/plugin-engineering-insights-node/testUtils';

/** A request as the test's server received it. */
export type ReceivedRequest = SourceRequest<JsonObject>;
export type Answer = SourceAnswer<ReceivedRequest>;

/** Plays a Jira site on loopback. */
export async function startJiraServer(answer: Answer) {
  const { origin, ...server } = await startSourceServer<ReceivedRequest>({
    toRequest: request => request,
    answer,
  });
  return { baseUrl: `${origin}`, ...server };
}
