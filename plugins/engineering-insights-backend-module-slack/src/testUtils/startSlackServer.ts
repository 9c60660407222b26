import {
  startSourceServer,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';

export { sendJson } from '@sei-platform/plugin-engineering-insights-node/testUtils';

/** A request as the test's server received it: the Web API is asked by forms. */
export type ReceivedRequest = SourceRequest<Record<string, string>>;
export type Answer = SourceAnswer<ReceivedRequest>;

/** Plays Slack's Web API on loopback. */
export async function startSlackServer(answer: Answer) {
  const { origin, ...server } = await startSourceServer<ReceivedRequest>({
    toRequest: request => request,
    parseBody: text => Object.fromEntries(new URLSearchParams(text)),
    answer,
  });
  return { apiBaseUrl: `${origin}/api`, ...server };
}
