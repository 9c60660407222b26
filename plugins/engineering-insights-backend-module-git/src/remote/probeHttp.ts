import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIPv6 } from 'node:net';
import type { IncomingHttpHeaders } from 'node:http';

/** What a server says of a repository, without its text. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

const TIMEOUT_MILLISECONDS = 20_000;

/** Asks as git does before anything else, at the addresses that were checked; redirects are not followed. */
export function probeHttp(options: {
  readonly url: string;
  readonly addresses: readonly string[];
  readonly signal: AbortSignal;
}): Promise<HttpAnswer> {
  const { url, addresses, signal } = options;
  const target = new URL(`${url}/info/refs?service=git-upload-pack`);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  const found = addresses.map(address => ({
    address,
    family: isIPv6(address) ? 6 : 4,
  }));
  return new Promise((resolve, reject) => {
    const asked = request(
      target,
      {
        headers: { 'git-protocol': 'version=2', 'user-agent': 'git/2.37.0' },
        signal: AbortSignal.any([
          signal,
          AbortSignal.timeout(TIMEOUT_MILLISECONDS),
        ]),
        lookup: (_name, { all }, done) =>
          all
            ? done(null, found)
            : done(null, found[0].address, found[0].family),
      },
      response => {
        const { statusCode = 0, headers } = response;
        response.destroy();
        resolve({ status: statusCode, headers });
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}
