import { mockCredentials } from '@backstage/backend-test-utils';
import autocannon from 'autocannon';
import { createRandom } from '../createRandom';
import type { Load, LoadReport } from './messages';

/** As long as a question may take. */
const TIMEOUT_SECONDS = 30;

const random = createRandom(1);
const oneOf = <T>(values: readonly T[]): T =>
  values[Math.floor(random() * values.length)];

async function send(load: Load): Promise<LoadReport> {
  const { url, paths, callerCount, connections, seconds, perSecond } = load;
  const callers = Array.from({ length: callerCount }, (_, index) =>
    mockCredentials.user.header(`user:default/p${index}`),
  );
  const { duration, requests, latency, errors, non2xx } = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: TIMEOUT_SECONDS,
    ...(perSecond && { overallRate: perSecond }),
    requests: [
      {
        setupRequest: request => ({
          ...request,
          path: oneOf(paths),
          headers: { ...request.headers, authorization: oneOf(callers) },
        }),
      },
    ],
  });
  return {
    perSecond: requests.total / duration,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    errorCount: errors,
    non2xxCount: non2xx,
  };
}

process.on('message', async (load: Load) => {
  process.send?.(await send(load));
});
process.once('disconnect', () => process.exit());
