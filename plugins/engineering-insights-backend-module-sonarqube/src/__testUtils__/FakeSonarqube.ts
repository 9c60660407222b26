import type { JsonObject } from '@backstage/types';
import {
  sendJson,
  startSourceServer,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { createSonarqubeClient } from '../client';

const LONGEST_LIST = 10_000;
const PROJECT = 'acme:payments';

export interface FakeIssue extends JsonObject {
  readonly key: string;
  readonly project: string;
  readonly type: string;
  readonly severity: string;
  creationDate: string;
  updateDate: string;
}

export interface FakeHotspot extends JsonObject {
  readonly key: string;
  readonly project: string;
  status: string;
  updateDate: string;
}

/** A server in memory, which lists as SonarQube does: by page, in its own orders, and no further than 10,000. */
export class FakeSonarqube {
  issues: FakeIssue[] = [];
  hotspots: FakeHotspot[] = [];
  /** The main branch's analyses by project, with what each measured. */
  readonly analyses = new Map<
    string,
    { date: string; values: Record<string, string> }[]
  >([[PROJECT, []]]);
  /** What `hotspots/show` tells of some. */
  readonly changelogs = new Map<string, JsonObject[]>();

  addIssue(
    key: string,
    updateDate: string,
    more: Partial<FakeIssue> = {},
  ): FakeIssue {
    const project = more.project ?? PROJECT;
    const issue: FakeIssue = {
      key,
      project,
      component: `${project}:src/a.ts`,
      rule: 'typescript:S1854',
      message: 'Remove this.',
      author: 'someone@example.com',
      status: 'OPEN',
      type: 'CODE_SMELL',
      severity: 'MAJOR',
      creationDate: updateDate,
      updateDate,
      ...more,
    };
    this.issues.push(issue);
    return issue;
  }

  addHotspot(
    key: string,
    updateDate: string,
    more: Partial<FakeHotspot> = {},
  ): FakeHotspot {
    const project = more.project ?? PROJECT;
    const hotspot: FakeHotspot = {
      key,
      project,
      component: `${project}:src/a.ts`,
      securityCategory: 'auth',
      ruleKey: 'typescript:S2068',
      vulnerabilityProbability: 'HIGH',
      status: 'TO_REVIEW',
      message: 'Review this.',
      author: 'someone@example.com',
      creationDate: updateDate,
      updateDate,
      ...more,
    };
    this.hotspots.push(hotspot);
    return hotspot;
  }

  analyse(date: string, values = {}, project = PROJECT): void {
    const analyses = this.analyses.get(project) ?? [];
    this.analyses.set(project, [...analyses, { date, values }]);
  }

  async start() {
    const server = await startSourceServer<SourceRequest>({
      toRequest: request => request,
      answer: this.answer,
    });
    const client = createSonarqubeClient({
      baseUrl: server.origin,
      token: 'unused',
      authentication: 'bearer',
    });
    return { ...server, client };
  }

  readonly answer: SourceAnswer<SourceRequest> = ({ url }, response) => {
    const query = url.searchParams;
    const notFound = () =>
      sendJson(response, { errors: [{ msg: 'not found' }] }, { status: 404 });
    switch (url.pathname) {
      case '/api/components/show': {
        const key = query.get('component')!;
        const analyses = this.analyses.get(key);
        if (!analyses) return notFound();
        const analysisDate = analyses.at(-1)?.date;
        return sendJson(response, {
          component: { key, ...(analysisDate && { analysisDate }) },
        });
      }
      case '/api/components/search_projects':
        return this.#sendPage(response, query, 'components', this.#projects());
      case '/api/issues/search':
        return this.#sendPage(response, query, 'issues', this.#issues(query));
      case '/api/hotspots/search':
        return this.#sendPage(
          response,
          query,
          'hotspots',
          this.#hotspots(query),
        );
      case '/api/hotspots/show': {
        const changelog = this.changelogs.get(query.get('hotspot')!);
        return changelog ? sendJson(response, { changelog }) : notFound();
      }
      case '/api/measures/search_history':
        return sendJson(response, this.#history(query));
      default:
        return notFound();
    }
  };

  #sendPage(
    response: Parameters<SourceAnswer<SourceRequest>>[1],
    query: URLSearchParams,
    name: string,
    all: readonly JsonObject[],
  ): void {
    const [page, size] = [Number(query.get('p')), Number(query.get('ps'))];
    if (page * size > LONGEST_LIST) {
      const errors = [{ msg: 'Can return only the first 10000 results.' }];
      sendJson(response, { errors }, { status: 400 });
      return;
    }
    sendJson(response, {
      paging: { pageIndex: page, pageSize: size, total: all.length },
      [name]: all.slice((page - 1) * size, page * size),
    });
  }

  #projects(): JsonObject[] {
    return [...this.analyses]
      .flatMap(([key, analyses]) => {
        const last = analyses.at(-1);
        return last ? [{ key, analysisDate: last.date }] : [];
      })
      .sort((left, right) => compare(right.analysisDate, left.analysisDate));
  }

  #issues(query: URLSearchParams): JsonObject[] {
    const field =
      query.get('s') === 'UPDATE_DATE' ? 'updateDate' : 'creationDate';
    const wanted = (name: string, value: string) =>
      (query.get(name) ?? value) === value;
    const [after, before] = [
      query.get('createdAfter'),
      query.get('createdBefore'),
    ];
    return this.issues
      .filter(
        issue =>
          wanted('componentKeys', issue.project) &&
          wanted('types', issue.type) &&
          wanted('severities', issue.severity) &&
          wanted('resolved', String(issue.resolution !== undefined)) &&
          !(after && compare(issue.creationDate, after) < 0) &&
          !(before && compare(issue.creationDate, before) >= 0),
      )
      .sort((left, right) => compare(right[field], left[field]));
  }

  #hotspots(query: URLSearchParams): JsonObject[] {
    const keys = query.get('hotspots')?.split(',');
    return this.hotspots.filter(
      ({ key, project, status, resolution }) =>
        (keys ? keys.includes(key) : project === query.get('projectKey')) &&
        (query.get('status') ?? status) === status &&
        (query.get('resolution') ?? resolution) === resolution,
    );
  }

  #history(query: URLSearchParams): JsonObject {
    const [from, to] = [query.get('from')!, query.get('to')];
    const [page, size] = [Number(query.get('p')), Number(query.get('ps'))];
    const analyses = (this.analyses.get(query.get('component')!) ?? []).filter(
      ({ date }) => compare(date, from) >= 0 && !(to && compare(date, to) > 0),
    );
    const shown = analyses.slice((page - 1) * size, page * size);
    return {
      paging: { pageIndex: page, pageSize: size, total: analyses.length },
      measures: query
        .get('metrics')!
        .split(',')
        .map(metric => ({
          metric,
          history: shown.map(({ date, values }) => ({
            date,
            ...(values[metric] !== undefined && { value: values[metric] }),
          })),
        })),
    };
  }
}

/** Thousands of issues share few instants. */
const parsed = new Map<string, number>();

function timeOf(text: string): number {
  const known = parsed.get(text) ?? Date.parse(text);
  parsed.set(text, known);
  return known;
}

function compare(left: string, right: string): number {
  return timeOf(left) - timeOf(right);
}
