import type express from 'express';
import { rateLimit } from 'express-rate-limit';
import { TooManyRequestsError } from '../../service/TooManyRequestsError';
import { credentialsOf } from './authenticate';

/** What requests are counted together, by what they cost. */
export const REQUEST_CLASSES = [
  'reads',
  'heavyReads',
  'graphql',
  'writes',
  'intake',
] as const;
export type RequestClass = (typeof REQUEST_CLASSES)[number];

/** Requests of one caller in a minute, on one replica. */
export type RequestsPerMinute = Readonly<Record<RequestClass, number>>;

/**
 * A page asks for ten answers or so, and people open some pages a minute; a
 * pipeline sends each of its runs. None of this comes near.
 */
export const DEFAULT_REQUESTS_PER_MINUTE: RequestsPerMinute = {
  reads: 1_200,
  heavyReads: 60,
  graphql: 300,
  writes: 120,
  intake: 1_200,
};

const MINUTE_SECONDS = 60;

/** Handlers that count requests of callers who are known, and refuse those that are too many. */
export type CallerLimits = Readonly<
  Record<RequestClass, express.RequestHandler>
>;

/** Each caller counts alone: behind one address there may be a whole company. */
function callerOf(request: express.Request): string {
  return JSON.stringify(credentialsOf(request).principal);
}

function limitOf(
  requestClass: RequestClass,
  perMinute: number,
): express.RequestHandler {
  return rateLimit({
    identifier: requestClass,
    windowMs: MINUTE_SECONDS * 1_000,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: callerOf,
    handler: (_request, response, next) => {
      const seconds = response.get('retry-after') ?? MINUTE_SECONDS;
      next(
        new TooManyRequestsError(
          `You may send ${perMinute} requests of this kind a minute. Ask again in ${seconds} seconds.`,
        ),
      );
    },
  });
}

/** The counters are in memory, so each replica has its own. */
export function createCallerLimits(perMinute: RequestsPerMinute): CallerLimits {
  return Object.fromEntries(
    REQUEST_CLASSES.map(requestClass => [
      requestClass,
      limitOf(requestClass, perMinute[requestClass]),
    ]),
  ) as Record<RequestClass, express.RequestHandler>;
}
