import type { JsonObject } from '@backstage/types';
import type { ServerResponse } from 'node:http';
import {
  sendJson,
  type SourceAnswer,
  type SourceRequest,
} from '@sei-platform/plugin-engineering-insights-node/testUtils';

/** An issue of a test. */
export interface FakeIssue {
  readonly id: string;
  readonly project: string;
  createdAt: string;
  updatedAt: string;
  status: 'open' | 'resolved';
  ignored: boolean;
}

export interface FakeProject {
  readonly id: string;
  readonly organization: string;
  readonly target: string;
}

export interface FakeTarget {
  readonly id: string;
  readonly organization: string;
  readonly displayName: string;
  readonly url?: string;
}

/** `00000000-0000-4000-8000-00000000000a` of `a`. */
export function idOf(hex: string): string {
  return `00000000-0000-4000-8000-${hex.padStart(12, '0')}`;
}

/** A tenant of Snyk in memory, which lists as the REST API does: by id, with filters by the last change. */
export class FakeTenant {
  readonly organizations = new Set<string>();
  readonly projects: FakeProject[] = [];
  readonly targets: FakeTarget[] = [];
  readonly issues: FakeIssue[] = [];
  /** What pages hold at most, so that few issues make many. */
  pageSize = 100;
  /** As Snyk writes it: relative, absolute, or within an object. */
  linkOf: (path: string) => unknown = path => `/rest${path}`;

  addProject(options: {
    id: string;
    organization: string;
    target?: string;
  }): FakeProject {
    const project = { target: idOf('fff'), ...options };
    this.organizations.add(project.organization);
    this.projects.push(project);
    return project;
  }

  addIssue(
    options: Pick<FakeIssue, 'id' | 'project'> & Partial<FakeIssue>,
  ): FakeIssue {
    const createdAt = options.createdAt ?? '2026-01-01T00:00:00.000Z';
    const issue: FakeIssue = {
      createdAt,
      updatedAt: createdAt,
      status: 'open',
      ignored: false,
      ...options,
    };
    this.issues.push(issue);
    return issue;
  }

  answer: SourceAnswer<SourceRequest> = ({ url }, response) => {
    const [, , , organization, kind, id] = url.pathname.split('/');
    if (!this.organizations.has(organization)) {
      notFound(response);
      return;
    }
    const query = url.searchParams;
    if (kind === undefined) {
      const attributes = { name: 'Acme', slug: 'acme' };
      sendJson(response, { data: { id: organization, attributes } });
    } else if (kind === 'issues') {
      this.#sendPage(response, url, this.#issuesOf(organization, query));
    } else {
      const all =
        kind === 'projects'
          ? this.#projectsOf(organization, query)
          : this.#targetsOf(organization, query);
      const one = all.find(each => each.id === id);
      if (!id) this.#sendPage(response, url, all);
      else if (one) sendJson(response, { data: one });
      else notFound(response);
    }
  };

  #issuesOf(organization: string, query: URLSearchParams): Listed[] {
    const [from, to] = ['updated_after', 'updated_before'].map(name =>
      Date.parse(query.get(name) ?? ''),
    );
    const project = query.get('scan_item.id');
    const status = query.get('status');
    return this.issues
      .filter(each =>
        this.projects.some(
          ({ id, organization: place }) =>
            id === each.project && place === organization,
        ),
      )
      .filter(each => !project || each.project === project)
      .filter(each => !status || each.status === status)
      .filter(each => !(Date.parse(each.updatedAt) <= from))
      .filter(each => !(Date.parse(each.updatedAt) >= to))
      .map(renderIssue);
  }

  #projectsOf(organization: string, query: URLSearchParams): Listed[] {
    const target = query.get('target_id');
    const ids = query.get('ids')?.split(',');
    return this.projects
      .filter(each => each.organization === organization)
      .filter(each => !target || each.target === target)
      .filter(each => !ids || ids.includes(each.id))
      .map(({ id, target: targetId }) => ({
        id,
        attributes: { name: id },
        relationships: {
          target: {
            data: {
              id: targetId,
              ...(query.get('expand') === 'target' && {
                attributes: this.#attributesOf(targetId),
              }),
            },
          },
        },
      }));
  }

  #attributesOf(targetId: string): JsonObject {
    const target = this.targets.find(({ id }) => id === targetId);
    return {
      display_name: target?.displayName ?? '',
      url: target?.url ?? null,
    };
  }

  #targetsOf(organization: string, query: URLSearchParams): Listed[] {
    const start = query.get('display_name') ?? '';
    return this.targets
      .filter(each => each.organization === organization)
      .filter(({ displayName }) => displayName.startsWith(start))
      .map(({ id }) => ({ id, attributes: this.#attributesOf(id) }));
  }

  #sendPage(
    response: ServerResponse,
    url: URL,
    unsorted: readonly Listed[],
  ): void {
    const after = url.searchParams.get('starting_after') ?? '';
    const all = [...unsorted]
      .sort((left, right) => (left.id < right.id ? -1 : 1))
      .filter(({ id }) => id > after);
    const data = all.slice(0, this.pageSize);
    const query = new URLSearchParams(url.searchParams);
    query.set('starting_after', data.at(-1)?.id ?? '');
    const path = url.pathname.replace('/rest', '');
    sendJson(response, {
      jsonapi: { version: '1.0' },
      data,
      links: {
        ...(data.length < all.length && {
          next: this.linkOf(`${path}?${query}`),
        }),
      },
    });
  }
}

type Listed = JsonObject & { id: string };

function renderIssue(issue: FakeIssue): Listed {
  const { id, project, createdAt, updatedAt, status, ignored } = issue;
  return {
    id,
    type: 'issue',
    attributes: {
      key: `SNYK-JS-EXPRESS-${id}`,
      title: `Issue ${id}`,
      description: 'A text of a person',
      type: 'package_vulnerability',
      status,
      ignored,
      effective_severity_level: 'high',
      created_at: createdAt,
      updated_at: updatedAt,
      ...(status === 'resolved' && {
        resolution: { type: 'disappeared', resolved_at: updatedAt },
      }),
    },
    relationships: {
      ignore: { data: { id: 'who-ignored-it', type: 'ignore' } },
      scan_item: { data: { id: project, type: 'project' } },
    },
  };
}

function notFound(response: ServerResponse): void {
  sendJson(
    response,
    {
      jsonapi: { version: '1.0' },
      errors: [{ status: '404', code: 'SNYK-9404', detail: 'Not Found' }],
    },
    { status: 404 },
  );
}
