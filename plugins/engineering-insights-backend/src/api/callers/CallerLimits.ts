import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type express from 'express';
import { MemoryStore, rateLimit } from 'express-rate-limit';
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

/** Counts what callers who are known ask for, and refuses what is too much. */
export interface CallerLimit {
  /** Of the plugin's own routes. */
  readonly handler: express.RequestHandler;
  /** Of what comes by another door, together with the requests. @throws TooManyRequestsError */
  readonly count: (credentials: BackstageCredentials) => Promise<void>;
}

export type CallerLimits = Readonly<Record<RequestClass, CallerLimit>>;

/** Each caller counts alone: behind one address there may be a whole company. */
function callerOf({ principal }: BackstageCredentials): string {
  return JSON.stringify(principal);
}

function limitOf(requestClass: RequestClass, perMinute: number): CallerLimit {
  const store = new MemoryStore();
  const refusal = (seconds: number | string) =>
    new TooManyRequestsError(
      `You may send ${perMinute} requests of this kind a minute. Ask again in ${seconds} seconds.`,
    );
  return {
    handler: rateLimit({
      identifier: requestClass,
      windowMs: MINUTE_SECONDS * 1_000,
      limit: perMinute,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      store,
      keyGenerator: request => callerOf(credentialsOf(request)),
      handler: (_request, response, next) =>
        next(refusal(response.get('retry-after') ?? MINUTE_SECONDS)),
    }),
    async count(credentials) {
      const { totalHits, resetTime } = await store.increment(
        callerOf(credentials),
      );
      if (totalHits <= perMinute) return;
      const leftMs = resetTime ? resetTime.getTime() - Date.now() : 0;
      throw refusal(leftMs > 0 ? Math.ceil(leftMs / 1_000) : MINUTE_SECONDS);
    },
  };
}

/** The counters are in memory, so each replica has its own. */
export function createCallerLimits(perMinute: RequestsPerMinute): CallerLimits {
  return Object.fromEntries(
    REQUEST_CLASSES.map(requestClass => [
      requestClass,
      limitOf(requestClass, perMinute[requestClass]),
    ]),
  ) as Record<RequestClass, CallerLimit>;
}
