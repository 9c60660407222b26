import type { Request, Response } from 'express';

const DEFAULT_PAGE_SIZE = 30;
const MAXIMUM_PAGE_SIZE = 100;

export interface PageRequest {
  readonly page: number;
  readonly perPage: number;
}

function readNumber(value: unknown, fallback: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : fallback;
}

export function readPage(req: Request): PageRequest {
  return {
    page: readNumber(req.query.page, 1),
    perPage: Math.min(
      MAXIMUM_PAGE_SIZE,
      readNumber(req.query.per_page, DEFAULT_PAGE_SIZE),
    ),
  };
}

/** One page, and the `Link` header that names the others. */
export function takePage<T>(
  req: Request,
  res: Response,
  options: { items: readonly T[]; linkPath: string; page?: PageRequest },
): T[] {
  const { page, perPage } = options.page ?? readPage(req);
  const last = Math.max(1, Math.ceil(options.items.length / perPage));
  const origin = `${req.protocol}://${req.get('host')}`;
  const link = (target: number, relation: string) => {
    const query = new URLSearchParams(req.query as Record<string, string>);
    query.set('page', String(target));
    return `<${origin}/api/v3${options.linkPath}?${query}>; rel="${relation}"`;
  };
  const links: string[] = [];
  if (page > 1) links.push(link(Math.min(page - 1, last), 'prev'));
  if (page < last) links.push(link(page + 1, 'next'), link(last, 'last'));
  if (page > 1) links.push(link(1, 'first'));
  if (links.length > 0) res.set('link', links.join(', '));
  return options.items.slice((page - 1) * perPage, page * perPage);
}
