import type { NextFunction, Request, Response } from 'express';
import { HttpError } from '../server/httpError';
import type { RateLimits } from '../server/rateLimits';

/** Lets in who brings a known token: as the password of anybody, or as a bearer. */
export function createAzureAuthentication(tokens: readonly string[]) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const [, scheme, value] =
      /^(bearer|basic)\s+(\S+)$/i.exec(req.get('authorization') ?? '') ?? [];
    const token =
      scheme?.toLowerCase() === 'basic'
        ? Buffer.from(value, 'base64')
            .toString()
            .replace(/^[^:]*:/, '')
        : value;
    if (!token || !tokens.includes(token)) {
      throw new HttpError(401, 'TF400813: The user is not authorized.');
    }
    res.locals.token = token;
    next();
  };
}

/** Counts a request. Azure DevOps speaks of the limit to those alone who have used up half of it. */
export function createAzureLimit(limits: RateLimits) {
  return (_req: Request, res: Response, next: NextFunction): void => {
    const token = `azure-devops ${res.locals.token}`;
    const isEnough = limits.spend(token, 'core', 1);
    const { limit, used, remaining, reset } = limits.state(token, 'core');
    if (used > limit / 2) {
      res.set({
        'x-ratelimit-resource': 'VSTS:GENERAL',
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset': String(reset),
      });
    }
    if (isEnough) {
      next();
      return;
    }
    const seconds = Math.max(1, reset - Math.floor(Date.now() / 1000));
    res.set('retry-after', String(seconds));
    throw new HttpError(429, 'TF400733: The request has been canceled.');
  };
}

/** A list, as Azure DevOps wraps it. */
export function wrap<T>(value: readonly T[]) {
  return { count: value.length, value };
}

/** A page of a list that is asked for by numbers. */
export function takeBySkip<T>(req: Request, items: readonly T[]): T[] {
  const skip = numberOf(req, '$skip') ?? 0;
  const top = numberOf(req, '$top') ?? 100;
  return items.slice(skip, skip + top);
}

/** A page of a list whose answers lead to the next page by a header. */
export function takeByToken<T>(
  req: Request,
  res: Response,
  items: readonly T[],
): T[] {
  const from = numberOf(req, 'continuationToken') ?? 0;
  const to = from + (numberOf(req, '$top') ?? numberOf(req, 'top') ?? 100);
  if (to < items.length) res.set('x-ms-continuationtoken', String(to));
  return items.slice(from, to);
}

export function numberOf(req: Request, name: string): number | undefined {
  const text = req.query[name];
  const number = typeof text === 'string' && text !== '' ? Number(text) : NaN;
  return Number.isInteger(number) && number >= 0 ? number : undefined;
}

export function textOf(req: Request, name: string): string | undefined {
  const text = req.query[name];
  return typeof text === 'string' && text !== '' ? text : undefined;
}

/** What lies within two parameters of the query, both included. */
export function between<T>(
  req: Request,
  items: readonly T[],
  options: {
    from: string;
    to: string;
    /** Seconds since 1970; what has none lies nowhere. */
    at: (item: T) => number | undefined;
  },
): T[] {
  const secondsOf = (name: string, usual: number) => {
    const text = textOf(req, name);
    return text === undefined ? usual : Date.parse(text) / 1000;
  };
  const from = secondsOf(options.from, -Infinity);
  const to = secondsOf(options.to, Infinity);
  return items.filter(item => {
    const at = options.at(item);
    return at !== undefined && at >= from && at <= to;
  });
}

/** The last handler of Azure DevOps' part; what is no answer of Azure DevOps is for the next. */
export function sendAzureError(
  error: unknown,
  _req: Request,
  res: Response,
  next: NextFunction,
): void {
  if (res.headersSent || !(error instanceof HttpError)) {
    next(error);
    return;
  }
  res.status(error.status).json({
    $id: '1',
    message: error.message,
    typeKey: 'PlaygroundException',
    errorCode: 0,
    eventId: 3000,
  });
}
