import type { GithubClient, RestAnswer } from '../client';
import { isTooHeavy } from '../isTooHeavy';

/** Pages have numbers: a size fits where it divides what was read. */
const SIZES = [100, 50, 25, 5, 1];
const LARGEST_SIZE = SIZES[0];

type Request = Parameters<GithubClient['get']>[0];

/** As many of a list of REST as GitHub manages to answer, after so many that were read, down to a single one. */
export async function readNumberedPage(
  client: GithubClient,
  request: Request,
  start: number,
): Promise<{
  answer: RestAnswer;
  /** How many it was asked for. */
  size: number;
}> {
  const sizes = SIZES.filter(size => start % size === 0);
  for (;;) {
    const size = sizes.shift() ?? 1;
    const { etag, ...unconditional } = request;
    try {
      const answer = await client.get({
        ...unconditional,
        // An ETag belongs to one address, and the size is a part of it.
        ...(size === LARGEST_SIZE && { etag }),
        parameters: {
          ...request.parameters,
          per_page: size,
          page: start / size + 1,
        },
      });
      return size === LARGEST_SIZE
        ? { answer, size }
        : { answer: withoutEtag(answer), size };
    } catch (error) {
      if (sizes.length === 0 || !isTooHeavy(error)) throw error;
    }
  }
}

function withoutEtag(answer: RestAnswer): RestAnswer {
  return answer.result === 'ok' ? { ...answer, etag: undefined } : answer;
}
