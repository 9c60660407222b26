import { hash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { HttpError } from './httpError';
import type { RateLimitResource, RateLimits } from './rateLimits';

const DOCUMENTATION = 'https://docs.github.com/rest';

/** What one answered request may need. */
export interface RequestLocals {
  token: string;
  /** Answers that cost nothing: 304 and the limits themselves. */
  isFree?: boolean;
}

export function setRateLimitHeaders(
  res: Response,
  options: { limits: RateLimits; token: string; resource: RateLimitResource },
): void {
  const state = options.limits.state(options.token, options.resource);
  res.set({
    'x-ratelimit-limit': String(state.limit),
    'x-ratelimit-remaining': String(state.remaining),
    'x-ratelimit-reset': String(state.reset),
    'x-ratelimit-used': String(state.used),
    'x-ratelimit-resource': options.resource,
  });
}

/** Sends JSON with an ETag, or 304, which GitHub does not count. */
export function sendJson(
  req: Request,
  res: Response,
  options: {
    body: unknown;
    limits: RateLimits;
    isFree?: boolean;
    status?: number;
  },
): void {
  const { limits } = options;
  const { token } = res.locals as RequestLocals;
  const text = JSON.stringify(options.body);
  const etag = `W/"${hash('sha256', text)}"`;
  const known = req.get('if-none-match')?.split(/\s*,\s*/) ?? [];
  const isKnown = known.includes(etag) || known.includes(etag.slice(2));
  if (!isKnown && !options.isFree && !limits.spend(token, 'core', 1)) {
    sendRateLimited(res, limits);
    return;
  }
  setRateLimitHeaders(res, { limits, token, resource: 'core' });
  res.set({
    etag,
    'cache-control': 'private, max-age=60, s-maxage=60',
    vary: 'Accept, Authorization',
  });
  if (isKnown) {
    res.status(304).end();
    return;
  }
  res
    .status(options.status ?? 200)
    .type('application/json; charset=utf-8')
    .send(text);
}

function sendRateLimited(res: Response, limits: RateLimits): void {
  const { token } = res.locals as RequestLocals;
  setRateLimitHeaders(res, { limits, token, resource: 'core' });
  sendError(
    res,
    new HttpError(403, 'API rate limit exceeded for user ID 1001.'),
  );
}

export function sendError(res: Response, error: HttpError): void {
  res.status(error.status).json({
    message: error.message,
    documentation_url: DOCUMENTATION,
    status: String(error.status),
  });
}

/** The last handler: what was thrown on purpose, else a 500 that says so in the log of the caller's choice. */
export function createErrorHandler(options: {
  limits: RateLimits;
  log: (line: string) => void;
}) {
  return (
    error: unknown,
    _req: Request,
    res: Response,
    next: NextFunction,
  ): void => {
    if (res.headersSent) {
      next(error);
      return;
    }
    if (error instanceof HttpError) {
      const { token } = res.locals as Partial<RequestLocals>;
      if (token) {
        options.limits.spend(token, 'core', 1);
        setRateLimitHeaders(res, {
          limits: options.limits,
          token,
          resource: 'core',
        });
      }
      sendError(res, error);
      return;
    }
    options.log(
      error instanceof Error ? error.stack ?? error.message : String(error),
    );
    sendError(res, new HttpError(500, 'Server Error'));
  };
}
