import {
  startSourceServer,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createSnykClient } from '../client';

/** Plays Snyk's API on loopback. */
export async function startSnykServer(
  answer: SourceAnswer<SourceRequest>,
  options: { token?: string; timeoutMilliseconds?: number } = {},
) {
  const { origin, ...server } = await startSourceServer<SourceRequest>({
    toRequest: request => request,
    answer,
  });
  const apiBaseUrl = `${origin}/rest`;
  const client = createSnykClient({ apiBaseUrl, token: 'unused', ...options });
  return { apiBaseUrl, client, ...server };
}
