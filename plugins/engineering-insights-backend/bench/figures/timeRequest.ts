import { type Agent, get } from 'node:http';
import { mockCredentials } from '@backstage/backend-test-utils';

const authorization = mockCredentials.user.header();

/** Milliseconds from a request until its whole answer is there. */
export async function timeRequest(options: {
  agent: Agent;
  url: string;
  status: number;
}): Promise<number> {
  const { agent, url, status } = options;
  const startedAt = performance.now();
  await new Promise<void>((resolve, reject) => {
    get(url, { agent, headers: { authorization } }, response => {
      response.resume();
      response.once('end', () =>
        response.statusCode === status
          ? resolve()
          : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
      response.once('error', reject);
    }).once('error', reject);
  });
  return performance.now() - startedAt;
}
