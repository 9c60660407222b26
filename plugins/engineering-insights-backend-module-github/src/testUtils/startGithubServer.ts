import {
  startSourceServer,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';

export { sendJson } from '@sei-platform/plugin-engineering-insights-node/testUtils';

/** A request as the test's server received it. */
export type ReceivedRequest = SourceRequest<{
  query?: string;
  variables?: Record<string, unknown>;
}>;
export type Answer = SourceAnswer<ReceivedRequest>;

/** Plays GitHub on loopback. */
export async function startGithubServer(answer: Answer) {
  const { origin, ...server } = await startSourceServer<ReceivedRequest>({
    toRequest: request => request,
    answer,
  });
  return { apiBaseUrl: `${origin}/api/v3`, ...server };
}
