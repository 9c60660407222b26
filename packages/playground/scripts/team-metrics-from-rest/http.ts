import { setTimeout } from 'node:timers/promises';

const LONGEST_WAIT_SECONDS = 60;

export interface Request {
  url: string;
  headers: Record<string, string>;
  method?: string;
  body?: string | URLSearchParams;
}

export async function send(request: Request): Promise<Response> {
  const response = await ask(request);
  return response.ok ? response : refuse(request.url, response);
}

/** Waits where a source asks for it, as the demo reads with the same limits. */
async function ask({ url, ...rest }: Request): Promise<Response> {
  for (;;) {
    const response = await fetch(url, rest);
    if (response.status !== 429) return response;
    await response.arrayBuffer();
    const seconds = Number(response.headers.get('retry-after') ?? 30);
    if (seconds > LONGEST_WAIT_SECONDS)
      throw new Error(
        `${url} can be asked again in ${seconds} seconds: the limit of the hour is used up, by this program and the demo together. Run it again then.`,
      );
    await setTimeout(seconds * 1_000);
  }
}

async function refuse(url: string, response: Response): Promise<never> {
  const text = (await response.text()).slice(0, 300);
  throw new Error(`${url} answered ${response.status}: ${text}`);
}

export async function sendJson<T>(request: Request): Promise<T> {
  return (await send(request)).json() as Promise<T>;
}

/** Nothing where the source says that there is nothing. */
export async function sendIfThere<T>(request: Request): Promise<T | undefined> {
  const response = await ask(request);
  if (response.status !== 404)
    return response.ok
      ? ((await response.json()) as T)
      : refuse(request.url, response);
  await response.arrayBuffer();
  return undefined;
}

export function post<T>(request: {
  url: string;
  headers: Record<string, string>;
  json: unknown;
}): Promise<T> {
  return sendJson({
    url: request.url,
    method: 'POST',
    headers: { ...request.headers, 'content-type': 'application/json' },
    body: JSON.stringify(request.json),
  });
}

/** All items of a list whose header `link` says whether there is a next page. */
export async function readPages<TAnswer, TItem>(
  request: Request,
  itemsOf: (answer: TAnswer) => TItem[],
): Promise<TItem[]> {
  const items: TItem[] = [];
  for (let page = 1; ; page += 1) {
    const url = new URL(request.url);
    url.searchParams.set('per_page', '100');
    url.searchParams.set('page', String(page));
    const response = await send({ ...request, url: url.href });
    items.push(...itemsOf((await response.json()) as TAnswer));
    if (!/rel="next"/.test(response.headers.get('link') ?? '')) return items;
  }
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

export function at(text: string | null | undefined): number | undefined {
  return text ? Date.parse(text) : undefined;
}

/** An instant that a source always tells. */
export function instant(text: string): number {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new Error(`'${text}' is no time.`);
  return milliseconds;
}
