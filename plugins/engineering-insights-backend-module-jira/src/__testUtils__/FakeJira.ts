import type { ServerResponse } from 'node:http';
import type { JsonObject } from '@backstage/types';
import { DateTime } from 'luxon';
import {
  sendJson,
  startJiraServer,
  type ReceivedRequest,
} from './startJiraServer';

export interface FakeIssue {
  readonly id: string;
  key: string;
  readonly project: string;
  readonly components?: readonly string[];
  readonly summary?: string;
  updated: string;
  readonly fields?: JsonObject;
  readonly histories?: readonly JsonObject[];
}

export interface FakeSprint extends JsonObject {
  id: number;
  name: string;
  state: string;
}

const MINUTE = 60_000;

/**
 * A Jira site as far as the connector asks it. It compares `updated` by whole
 * minutes, reads a quoted date in the zone of the asker's profile, and pages
 * over what it finds at the moment, as the real ones do.
 */
export class FakeJira {
  readonly issues: FakeIssue[] = [];
  readonly boards: { id: number; name: string; type: string }[] = [];
  readonly sprints = new Map<number, FakeSprint[]>();
  statuses: JsonObject[] = [
    { id: '1', name: 'To Do', statusCategory: { key: 'new' } },
    { id: '2', name: 'Doing', statusCategory: { key: 'indeterminate' } },
    { id: '3', name: 'Done', statusCategory: { key: 'done' } },
  ];
  fields: JsonObject[] = [
    {
      id: 'customfield_1',
      name: 'Sprint',
      schema: { custom: 'com.pyxis.greenhopper.jira:gh-sprint' },
    },
    { id: 'customfield_2', name: 'Story Points', schema: {} },
    {
      id: 'customfield_3',
      name: 'Epic Link',
      schema: { custom: 'com.pyxis.greenhopper.jira:gh-epic-link' },
    },
  ];
  zone = 'America/St_Johns';
  pageSize = 100;
  historiesPerPage = 1_000;
  /** How many entries of a changelog a search shows. */
  shownHistories = Infinity;
  /** Called before each search is answered. */
  beforeSearch: (count: number) => void = () => {};
  server!: Awaited<ReturnType<typeof startJiraServer>>;
  #searchCount = 0;

  static async start(): Promise<FakeJira> {
    const fake = new FakeJira();
    fake.server = await startJiraServer((request, response) =>
      fake.#answer(request, response),
    );
    return fake;
  }

  /** What was asked, by path. */
  paths(): string[] {
    return this.server.received.map(({ url }) => url.pathname);
  }

  #answer(request: ReceivedRequest, response: ServerResponse): void {
    const path = request.url.pathname;
    const board = /^\/rest\/agile\/1\.0\/board\/(\d+)(\/\w+)?$/.exec(path);
    const sprint = /^\/rest\/agile\/1\.0\/sprint\/(\d+)$/.exec(path);
    if (/\/search(\/jql)?$/.test(path)) this.#search(request, response);
    else if (path.endsWith('/changelog/bulkfetch'))
      this.#changelogs(request, response);
    else if (path.endsWith('/field')) sendJson(response, this.fields);
    else if (path.endsWith('/status')) sendJson(response, this.statuses);
    else if (path === '/rest/agile/1.0/board')
      sendJson(response, this.#pageOf(request, this.boards));
    else if (board) this.#board(request, response, board);
    else if (sprint) this.#sprint(Number(sprint[1]), response);
    else sendJson(response, { errorMessages: [] }, { status: 404 });
  }

  #search({ body, url }: ReceivedRequest, response: ServerResponse): void {
    this.#searchCount += 1;
    this.beforeSearch(this.#searchCount);
    const found = this.#find(String(body.jql));
    if (!found) {
      sendJson(response, { errorMessages: ['no'] }, { status: 400 });
      return;
    }
    const isCloud = url.pathname.endsWith('/jql');
    const size = Math.min(Number(body.maxResults), this.pageSize);
    const start = Number((isCloud ? body.nextPageToken : body.startAt) ?? 0);
    const end = start + size;
    const issues = found
      .slice(start, end)
      .map(issue => this.#render(issue, body));
    sendJson(
      response,
      isCloud
        ? {
            issues,
            ...(end < found.length && { nextPageToken: String(end) }),
          }
        : { issues, startAt: start, maxResults: size, total: found.length },
    );
  }

  #render(issue: FakeIssue, body: JsonObject): JsonObject {
    const { id, key, histories = [] } = issue;
    const all: JsonObject = {
      summary: issue.summary ?? `Issue ${id}`,
      description: 'A text of people',
      issuetype: { name: 'Story', subtask: false },
      status: { id: '1', name: 'To Do', statusCategory: { key: 'new' } },
      created: '2026-01-01T00:00:00.000+0000',
      updated: issue.updated,
      labels: [],
      project: { key: issue.project },
      components: (issue.components ?? []).map(name => ({ name })),
      ...issue.fields,
    };
    const asked = body.fields as string[];
    return {
      id,
      key,
      fields: Object.fromEntries(
        Object.entries(all).filter(([name]) => asked.includes(name)),
      ),
      ...(Array.isArray(body.expand) && {
        changelog: {
          startAt: 0,
          total: histories.length,
          histories: histories.slice(0, this.shownHistories),
        },
      }),
    };
  }

  /** None where it names a project that does not exist. */
  #find(jql: string): FakeIssue[] | undefined {
    const [where, order] = jql.split(' order by ');
    const tests = where.split(' and ').map(each => this.#testOf(each));
    if (tests.some(test => test === undefined)) return undefined;
    const sign = order.startsWith('updated desc') ? -1 : 1;
    return this.issues
      .filter(issue => tests.every(test => test!(issue)))
      .sort(
        (left, right) =>
          sign * (Date.parse(left.updated) - Date.parse(right.updated)),
      );
  }

  #testOf(condition: string): ((issue: FakeIssue) => boolean) | undefined {
    const [, field, operator, value] =
      /^(\w+) (=|in|>=|<=) (.+)$/.exec(condition) ?? [];
    const words = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word]) =>
      word.replace(/\\(.)/g, '$1'),
    );
    if (field === 'updated') {
      const bound = this.#minuteOf(value, words);
      const minute = (issue: FakeIssue) =>
        Math.floor(Date.parse(issue.updated) / MINUTE);
      return operator === '>='
        ? issue => minute(issue) >= bound
        : issue => minute(issue) <= bound;
    }
    if (field === 'project') {
      const isKnown = words.every(word =>
        this.issues.some(({ project }) => project === word),
      );
      return isKnown ? issue => words.includes(issue.project) : undefined;
    }
    if (field === 'component') {
      const [wanted] = words.map(word => word.toLowerCase());
      return issue =>
        (issue.components ?? []).some(name => name.toLowerCase() === wanted);
    }
    return field === 'filter' ? issue => issue.project === 'FIL' : undefined;
  }

  #minuteOf(value: string, words: readonly string[]): number {
    const millis =
      words.length === 0
        ? Number(value)
        : DateTime.fromFormat(words[0], 'yyyy-MM-dd HH:mm', {
            zone: this.zone,
          }).toMillis();
    return Math.floor(millis / MINUTE);
  }

  #changelogs({ body }: ReceivedRequest, response: ServerResponse): void {
    const ids = body.issueIdsOrKeys as string[];
    const fieldIds = body.fieldIds as string[];
    const all = this.issues
      .filter(({ id }) => ids.includes(id))
      .flatMap(({ id, histories = [] }) =>
        histories
          .filter(({ items }) =>
            (items as JsonObject[]).some(({ fieldId }) =>
              fieldIds.includes(String(fieldId)),
            ),
          )
          .map(history => ({ issueId: id, changeHistories: [history] })),
      );
    const start = Number(body.nextPageToken ?? 0);
    const end = start + this.historiesPerPage;
    sendJson(response, {
      issueChangeLogs: all.slice(start, end),
      ...(end < all.length && { nextPageToken: String(end) }),
    });
  }

  #pageOf({ url }: ReceivedRequest, all: readonly unknown[]): JsonObject {
    const start = Number(url.searchParams.get('startAt'));
    const end = start + Math.min(this.pageSize, 50);
    return {
      startAt: start,
      isLast: end >= all.length,
      values: all.slice(start, end) as JsonObject[],
    };
  }

  #board(
    request: ReceivedRequest,
    response: ServerResponse,
    [, id, part]: RegExpExecArray,
  ): void {
    const board = this.boards.find(each => each.id === Number(id));
    const sprints = this.sprints.get(Number(id));
    if (!board) sendJson(response, {}, { status: 404 });
    else if (!part) sendJson(response, board);
    else if (part === '/configuration')
      sendJson(response, { id: board.id, filter: { id: '77' } });
    else if (!sprints) sendJson(response, {}, { status: 400 });
    else {
      const states = request.url.searchParams.get('state')?.split(',') ?? [];
      const wanted = sprints.filter(({ state }) => states.includes(state));
      sendJson(response, this.#pageOf(request, wanted));
    }
  }

  #sprint(id: number, response: ServerResponse): void {
    const sprint = [...this.sprints.values()]
      .flat()
      .find(each => each.id === id);
    if (sprint) sendJson(response, sprint);
    else sendJson(response, {}, { status: 404 });
  }
}
