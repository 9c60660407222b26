import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostileText } from './hostileText';

/** Source systems that answer every question with an error of their own words. */
export async function startHostileSource() {
  const message = hostileText('errorMessage');
  const said = JSON.stringify({
    message,
    error: hostileText('error'),
    errorMessages: [message],
    // A query that GitHub or GitLab does not understand.
    errors: [
      {
        message,
        type: hostileText('errorType'),
        title: message,
        detail: message,
        code: hostileText('errorCode'),
        locations: [{ line: 1, column: 1 }],
      },
    ],
  });
  const server = createServer(({ url = '' }, response) => {
    response
      .writeHead(url.includes('graphql') ? 200 : 400, hostileText('x'), {
        'content-type': 'application/json',
      })
      .end(said);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<unknown>(resolve => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  };
}
