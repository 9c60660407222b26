import type { Facts, Finding } from './facts';
import { at, instant, sendJson } from './http';

interface RawIssue {
  id: string;
  attributes: {
    created_at: string;
    status: string;
    ignored: boolean;
    resolution?: { resolved_at?: string };
  };
  relationships: { scan_item: { data: { id: string } } };
}
interface RawProject {
  id: string;
  relationships: { target: { data: { id: string } } };
}
interface RawTarget {
  id: string;
  attributes: { display_name: string };
}
interface Page<T> {
  data: T[];
  links?: { next?: string };
}

export interface SnykScope {
  playground: string;
  token: string;
  organization: string;
  projects: readonly string[];
  targets: readonly string[];
}

export async function addSnyk(facts: Facts, scope: SnykScope): Promise<void> {
  const wanted = new Set(scope.projects);
  if (scope.targets.length > 0) {
    const targets = (await read<RawTarget>(scope, 'targets'))
      .filter(({ id, attributes }) =>
        [id, attributes.display_name].some(name =>
          scope.targets.includes(name),
        ),
      )
      .map(({ id }) => id);
    for (const project of await read<RawProject>(scope, 'projects'))
      if (targets.includes(project.relationships.target.data.id))
        wanted.add(project.id);
  }
  for (const raw of await read<RawIssue>(scope, 'issues'))
    if (wanted.has(raw.relationships.scan_item.data.id))
      facts.findings.push(toFinding(raw));
  facts.connected.add('findings');
}

async function read<T>(scope: SnykScope, list: string): Promise<T[]> {
  const { origin } = new URL(scope.playground);
  const items: T[] = [];
  let next: string | undefined =
    `${scope.playground}/snyk/rest/orgs/${scope.organization}/${list}` +
    '?version=2024-10-15&limit=100';
  while (next) {
    const page: Page<T> = await sendJson({
      url: next,
      headers: { authorization: `token ${scope.token}` },
    });
    items.push(...page.data);
    const link: string | undefined = page.links?.next;
    next = link && new URL(link.replace(/^\/rest/, '/snyk/rest'), origin).href;
  }
  return items;
}

function toFinding({ id, attributes }: RawIssue): Finding {
  const finding = {
    id: `snyk ${id}`,
    firstSeenAt: instant(attributes.created_at),
  };
  if (attributes.status === 'resolved')
    return {
      ...finding,
      state: 'fixed',
      endedAt: at(attributes.resolution?.resolved_at),
    };
  return { ...finding, state: attributes.ignored ? 'dismissed' : 'open' };
}
