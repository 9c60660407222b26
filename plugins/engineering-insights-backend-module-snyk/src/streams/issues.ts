import type {
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import type { SnykClient } from '../client';
import { createProjectPages, type ProjectPages } from '../createProjectPages';
import { listPages, type Resource } from '../jsonApi';
import { normalizeIssue } from '../normalize/issues';
import { projectIssue } from '../projectIssue';
import { resolveProjects, type SnykProject } from '../resolveProjects';

export const ISSUES = 'issues';

/** A change may be listed a little late, and clocks differ. */
const OVERLAP = { minutes: 10 };

export type IssuesCursor = {
  /** Live: ISO 8601, what changed from then on is to be read. */
  updatedFrom?: string;
  /** Where a reading stands that is not at its end; its bounds are those of its beginning. */
  place?: { since: string; until: string; list: string; after?: string };
  /** History: all of it was read. */
  isDone?: true;
};

interface Source {
  readonly client: SnykClient;
  readonly pageOf: ProjectPages;
}

export function issuesStream(options: {
  client: SnykClient;
  appBaseUrl: string;
}): Stream<IssuesCursor> {
  const source = {
    client: options.client,
    pageOf: createProjectPages(options),
  };
  return {
    name: ISSUES,
    produces: ['finding'],
    // Who ignored or imported something is left out before an item is made.
    personal: [],
    identify(item) {
      const { id, attributes } = (item as { issue: Resource }).issue;
      const updatedAt = attributes.updated_at;
      return {
        externalId: id,
        ...(typeof updatedAt === 'string' && { updatedAt }),
      };
    },
    read: asked => readIssues(source, asked),
    normalize: normalizeIssue,
  };
}

/** The filter for what changed since, with what may have been missed. */
export function updatedAfter(since: string): { updated_after: string } {
  const from = DateTime.fromISO(since, { zone: 'utc' }).minus(OVERLAP);
  return { updated_after: from.toISO()! };
}

/**
 * Snyk lists issues in no order of time. So a reading goes through whole lists,
 * and only at the end of the last of them moves the instant that the next one
 * begins at. What changes meanwhile is seen by that one.
 */
async function* readIssues(
  source: Source,
  options: ReadOptions<IssuesCursor>,
): AsyncGenerator<Page<IssuesCursor>> {
  const { cursor = {}, direction, scope, signal } = options;
  if (cursor.isDone) return;
  const { since, until } = cursor.place ?? options;
  const bounds = { since: cursor.updatedFrom ?? since, until };
  const projects = await resolveProjects({
    ...source,
    scope,
    signal,
    isFirst: direction === 'live' && options.cursor === undefined,
  });
  const lists = projects
    .flatMap(project =>
      direction === 'history'
        ? historyLists(project, bounds)
        : liveLists(project, { ...bounds, isFirst: !cursor.updatedFrom }),
    )
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const begin = cursor.place?.list ?? '';
  const remaining = lists.filter(({ name }) => name >= begin);
  for (const [index, list] of remaining.entries()) {
    const page = await source.pageOf(list.project, signal);
    const after = list.name === begin ? cursor.place?.after : undefined;
    for await (const { resources, next } of readList(source, {
      list,
      after,
      signal,
    })) {
      const place = next
        ? { list: list.name, after: next }
        : remaining[index + 1] && { list: remaining[index + 1].name };
      const items = resources.map(issue => ({
        page,
        issue: projectIssue(issue),
      }));
      if (!place) yield { items, ...endOf(options, bounds) };
      else
        yield {
          items,
          cursor: {
            ...(cursor.updatedFrom && { updatedFrom: cursor.updatedFrom }),
            place: { since, until, ...place },
          },
        };
    }
  }
  // Nothing was imported from a target yet, or what remained is gone.
  if (remaining.length === 0) yield { items: [], ...endOf(options, bounds) };
}

interface IssueList {
  /** The same in each reading of the scope, which goes through them in this order. */
  readonly name: string;
  readonly project: SnykProject;
  readonly parameters: Readonly<Record<string, string>>;
}

/** At first all that is open too, however old. */
function liveLists(
  project: SnykProject,
  bounds: { since: string; isFirst: boolean },
): IssueList[] {
  const name = nameOf(project);
  const parameters = updatedAfter(bounds.since);
  const changed = { name: `${name} changed`, project, parameters };
  const open = {
    name: `${name} open`,
    project,
    parameters: { status: 'open' },
  };
  return bounds.isFirst ? [changed, open] : [changed];
}

function historyLists(
  project: SnykProject,
  bounds: { since: string; until: string },
): IssueList[] {
  return [
    {
      name: nameOf(project),
      project,
      parameters: {
        status: 'resolved',
        updated_after: bounds.since,
        updated_before: bounds.until,
      },
    },
  ];
}

function nameOf({ organization, id }: SnykProject): string {
  return `${organization}/${id}`;
}

function readList(
  { client }: Source,
  options: { list: IssueList; after?: string; signal: AbortSignal },
) {
  const { list, after, signal } = options;
  const { organization, id } = list.project;
  return listPages(client, {
    path: `/orgs/${organization}/issues`,
    parameters: {
      'scan_item.id': id,
      'scan_item.type': 'project',
      ...list.parameters,
    },
    permission: 'View Organization, View Project',
    after,
    signal,
  });
}

function endOf(
  { direction }: Pick<ReadOptions<IssuesCursor>, 'direction'>,
  { since, until }: { since: string; until: string },
): { cursor: IssuesCursor; coveredFrom?: string } {
  return direction === 'history'
    ? { cursor: { isDone: true }, coveredFrom: since }
    : { cursor: { updatedFrom: until } };
}
