import type { NextFunction, Request, Response } from 'express';
import { createRandom } from '../simulation/random';

export const FAULTS = ['429', '500', 'slow', 'truncated'] as const;
export type Fault = (typeof FAULTS)[number];

const SHARE = 0.03;
const SLOW_MILLISECONDS = 1500;

function truncate(res: Response): void {
  res.send = body => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    // Promises the whole and hangs up in the middle.
    res.set('content-length', String(Buffer.byteLength(text)));
    res.flushHeaders();
    res.write(text.slice(0, Math.floor(text.length / 2)), () =>
      res.socket?.destroy(),
    );
    return res;
  };
}

function play(fault: Fault, res: Response, next: NextFunction): void {
  switch (fault) {
    case '429':
      res.status(429).set('retry-after', '1').json({
        message:
          'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        documentation_url:
          'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api',
      });
      break;
    case '500':
      res.status(500).json({ message: 'Server Error' });
      break;
    case 'slow':
      setTimeout(next, SLOW_MILLISECONDS);
      break;
    default:
      truncate(res);
      next();
  }
}

/** Breaks the same few requests in every run, and never two in a row. */
export function createFaults(options: {
  seed: string;
  faults: readonly Fault[];
}) {
  const random = createRandom(options.seed, 'faults');
  let wasBroken = false;
  return (_req: Request, res: Response, next: NextFunction): void => {
    const luck = random.next();
    const index = Math.floor(luck / SHARE);
    if (wasBroken || index >= options.faults.length) {
      wasBroken = false;
      next();
      return;
    }
    wasBroken = true;
    play(options.faults[index], res, next);
  };
}
