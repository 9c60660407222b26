import { ProjectVulnerabilities } from '@gitbeaker/rest';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  NotAllowedError,
  type Page,
  type ReadOptions,
  type ScopeRef,
  type Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { isError } from '@backstage/errors';
import { DateTime } from 'luxon';
import type { GitlabClient } from '../client';
import { instantOf } from '../instantOf';
import { normalizeVulnerability } from '../normalize/vulnerabilities';
import { pick } from './pick';

const PAGE_SIZE = 100;
/** The list knows neither order nor time of change, so it is read whole, and not at every turn. */
const READ_EVERY = { hours: 6 };

export type VulnerabilitiesCursor = {
  /** Until when the list is known. */
  readAt?: string;
  /** The page to go on with, of a list that is not read to its end. */
  nextPage?: number;
};

export function vulnerabilitiesStream(
  client: GitlabClient,
): Stream<VulnerabilitiesCursor> {
  return {
    name: 'vulnerabilities',
    produces: ['finding'],
    personal: [],
    identify(item) {
      const { vulnerability } = item as { vulnerability: JsonObject };
      return {
        externalId: String(vulnerability.id),
        updatedAt: instantOf(vulnerability.updated_at),
      };
    },
    // What is listed is all there is: there is no history behind it.
    read: options =>
      options.direction === 'history' ? nothing() : readList(client, options),
    normalize: normalizeVulnerability,
  };
}

async function* nothing(): AsyncGenerator<Page<VulnerabilitiesCursor>> {}

async function* readList(
  client: GitlabClient,
  options: ReadOptions<VulnerabilitiesCursor>,
): AsyncGenerator<Page<VulnerabilitiesCursor>> {
  const { scope, signal, cursor, until } = options;
  const readAt = cursor?.readAt;
  const isKnown =
    readAt !== undefined &&
    cursor?.nextPage === undefined &&
    DateTime.fromISO(until) < DateTime.fromISO(readAt).plus(READ_EVERY);
  if (isKnown) return;
  for (let page = cursor?.nextPage ?? 1; ; page += 1) {
    const { data, hasNextPage, budget } = await readPage({
      client,
      scope,
      signal,
      page,
    });
    yield {
      items: data.map(toItem),
      cursor: hasNextPage
        ? { ...(readAt && { readAt }), nextPage: page + 1 }
        : { readAt: until },
      budget,
    };
    if (!hasNextPage) return;
  }
}

async function readPage(options: {
  client: GitlabClient;
  scope: ScopeRef;
  signal: AbortSignal;
  page: number;
}) {
  const { client, scope, signal, page } = options;
  try {
    return await client.get(
      { signal, role: 'Developer' },
      ProjectVulnerabilities,
      vulnerabilities =>
        vulnerabilities.all(scope.externalId, { page, perPage: PAGE_SIZE }),
    );
  } catch (error) {
    if (!isError(error)) throw error;
    // Other editions do not have the path, other tiers do not allow it.
    if (error.name === 'NotAllowedError' || error.name === 'NotFoundError') {
      throw new NotAllowedError(
        `GitLab shows no vulnerabilities of ${scope.externalId}. They are a feature of GitLab Ultimate: there, give the token's user the role "Developer". Without Ultimate nothing needs to be done.`,
        error,
      );
    }
    throw error;
  }
}

/** What is used of a vulnerability, and of the scanner's own report what names it. */
function toItem(vulnerability: object): JsonValue {
  const { finding } = vulnerability as { finding?: Record<string, unknown> };
  return {
    from: 'rest',
    vulnerability: pick(vulnerability, [
      'id',
      'title',
      'state',
      'severity',
      'report_type',
      'created_at',
      'updated_at',
      'resolved_at',
      'dismissed_at',
      'resolved_on_default_branch',
    ]),
    report: reportOf(finding?.raw_metadata),
  };
}

/** The report stands in the answer as a text of JSON. */
function reportOf(text: unknown): JsonObject {
  if (typeof text !== 'string') return {};
  try {
    const report = JSON.parse(text) as Record<string, JsonValue>;
    return pick(report, ['scanner', 'identifiers', 'location']);
  } catch (error) {
    // A scanner's text that is no JSON tells nothing more; the vulnerability stands without it.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
