import {
  startSourceServer,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';

export { sendJson } from '@sei-platform/plugin-engineering-insights-node/testUtils';

/** A request as the test's server received it. */
export type ReceivedRequest = SourceRequest;
export type Answer = SourceAnswer<ReceivedRequest>;

/** Plays PagerDuty's API on loopback. */
export async function startPagerdutyServer(answer: Answer) {
  const { origin, ...server } = await startSourceServer<ReceivedRequest>({
    toRequest: request => request,
    answer,
  });
  return { apiBaseUrl: `${origin}`, ...server };
}
