import type { ServerResponse } from 'node:http';
import type { Breakage } from './startGithub';

function answer(
  response: ServerResponse,
  options: {
    status: number;
    message: string;
    headers?: Record<string, string>;
  },
): true {
  const { status, message, headers } = options;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
  response.end(JSON.stringify({ message }));
  return true;
}

/** GitHub's refusal of what a token may not read. */
export const refusesPermission: Breakage = (_request, response) =>
  answer(response, {
    status: 403,
    message: 'Resource not accessible by personal access token',
    headers: { 'x-ratelimit-remaining': '4990' },
  });

export const hasSecondaryLimit: Breakage = (_request, response) =>
  answer(response, {
    status: 429,
    message: 'You have exceeded a secondary rate limit.',
    headers: { 'retry-after': '1800' },
  });

export const hasUsedUpLimit: Breakage = (_request, response) =>
  answer(response, {
    status: 403,
    message: 'API rate limit exceeded',
    headers: {
      date: new Date().toUTCString(),
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 1200),
    },
  });

export const hasInternalError: Breakage = (_request, response) =>
  answer(response, { status: 500, message: 'Server Error' });

/** Takes the question and never answers. */
export const isSilent: Breakage = () => true;

/** Promises more than it sends. */
export const hangsUp: Breakage = (_request, response) => {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': '1000',
  });
  response.write('{"data":', () => response.socket?.destroy());
  return true;
};
