import type { JsonObject } from '@backstage/types';
import { SourceFailureError } from '@sei-platform/plugin-engineering-insights-node';
import type { SnykClient, SnykRequest } from './client';

const PAGE_SIZE = 100;

/** A thing as Snyk's REST API lists it. */
export type Resource = JsonObject & { id: string; attributes: JsonObject };

export interface ResourcePage {
  readonly resources: readonly Resource[];
  /** Where the next page begins, on all but the last. */
  readonly next?: string;
}

/** The pages of a list. Only the place is taken of its links: it may be a relative address. */
export async function* listPages(
  client: SnykClient,
  { after, ...request }: SnykRequest & { readonly after?: string },
): AsyncGenerator<ResourcePage> {
  let place = after;
  do {
    const { data, links } = await client.get({
      ...request,
      parameters: {
        ...request.parameters,
        limit: String(PAGE_SIZE),
        ...(place && { starting_after: place }),
      },
    });
    if (!Array.isArray(data) || !data.every(isResource)) {
      throw new SourceFailureError(
        `Snyk's answer to GET ${request.path} has no list of things with ids.`,
      );
    }
    place = nextPlaceOf(links);
    yield { resources: data, ...(place && { next: place }) };
  } while (place);
}

/** All of a list that is short. */
export async function listAll(
  client: SnykClient,
  request: SnykRequest,
): Promise<Resource[]> {
  const all: Resource[] = [];
  for await (const { resources } of listPages(client, request))
    all.push(...resources);
  return all;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The id of a thing, or of what a relationship leads to. */
export function idOf(value: unknown): string | undefined {
  return isObject(value) && typeof value.id === 'string' ? value.id : undefined;
}

function isResource(value: unknown): value is Resource {
  return (
    isObject(value) && idOf(value) !== undefined && isObject(value.attributes)
  );
}

/** A link is an address, or an object that holds one. */
function nextPlaceOf(links: unknown): string | undefined {
  if (!isObject(links)) return undefined;
  const link = isObject(links.next) ? links.next.href : links.next;
  if (typeof link !== 'string') return undefined;
  const query = link.slice(link.indexOf('?') + 1);
  return new URLSearchParams(query).get('starting_after') ?? undefined;
}
