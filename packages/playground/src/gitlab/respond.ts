import { hash } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { HttpError } from '../server/httpError';
import type { RateLimits } from '../server/rateLimits';

const DEFAULT_PAGE_SIZE = 20;
const MAXIMUM_PAGE_SIZE = 100;

/** Lets in who brings a known token, as a bearer or in GitLab's own header. */
export function createGitlabAuthentication(tokens: readonly string[]) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const [, bearer] =
      /^bearer\s+(\S+)$/i.exec(req.get('authorization') ?? '') ?? [];
    const token = bearer ?? req.get('private-token');
    if (!token || !tokens.includes(token)) {
      throw new HttpError(401, '401 Unauthorized');
    }
    res.locals.token = token;
    next();
  };
}

/** Counts a request, says what is left, and refuses when nothing is. */
export function createGitlabLimit(limits: RateLimits) {
  return (_req: Request, res: Response, next: NextFunction): void => {
    const token = `gitlab ${res.locals.token}`;
    const isEnough = limits.spend(token, 'core', 1);
    const { limit, used, remaining, reset } = limits.state(token, 'core');
    res.set({
      'ratelimit-limit': String(limit),
      'ratelimit-observed': String(used),
      'ratelimit-remaining': String(remaining),
      'ratelimit-reset': String(reset),
      'ratelimit-name': 'throttle_authenticated_api',
    });
    if (isEnough) {
      next();
      return;
    }
    const seconds = Math.max(1, reset - Math.floor(Date.now() / 1000));
    res.status(429).set('retry-after', String(seconds)).send('Retry later\n');
  };
}

/** One page, and the headers that name the others. */
export function takeGitlabPage<T>(
  req: Request,
  res: Response,
  items: readonly T[],
): T[] {
  const numberOf = (name: string, usual: number) => {
    const number = Number(req.query[name]);
    return Number.isInteger(number) && number > 0 ? number : usual;
  };
  const page = numberOf('page', 1);
  const size = Math.min(
    MAXIMUM_PAGE_SIZE,
    numberOf('per_page', DEFAULT_PAGE_SIZE),
  );
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (target: number, relation: string) => {
    const url = new URL(
      `${req.protocol}://${req.get('host')}${req.originalUrl}`,
    );
    url.searchParams.set('page', String(target));
    return `<${url}>; rel="${relation}"`;
  };
  res.set({
    link: [
      ...(page > 1 ? [link(page - 1, 'prev')] : []),
      ...(page < last ? [link(page + 1, 'next')] : []),
      link(1, 'first'),
      link(last, 'last'),
    ].join(', '),
    'x-page': String(page),
    'x-per-page': String(size),
    'x-next-page': page < last ? String(page + 1) : '',
    'x-total': String(items.length),
    'x-total-pages': String(last),
  });
  return items.slice((page - 1) * size, page * size);
}

/** Sends JSON with an ETag, or 304, which GitLab counts as well. */
export function sendGitlabJson(
  req: Request,
  res: Response,
  body: unknown,
): void {
  const text = JSON.stringify(body);
  const etag = `W/"${hash('sha256', text).slice(0, 32)}"`;
  res.set({ etag, 'cache-control': 'max-age=0, private, must-revalidate' });
  if (req.get('if-none-match') === etag) {
    res.status(304).end();
    return;
  }
  res.type('application/json').send(text);
}

/** The last handler of GitLab's part; what is no answer of GitLab's is for the next. */
export function sendGitlabError(
  error: unknown,
  _req: Request,
  res: Response,
  next: NextFunction,
): void {
  if (res.headersSent || !(error instanceof HttpError)) {
    next(error);
    return;
  }
  res.status(error.status).json({ message: error.message });
}
