import type { JiraIssue } from './issues';

/** What a search means, of the part of JQL that this server knows. */
export interface JqlQuery {
  readonly projects: readonly string[];
  readonly components: readonly string[];
  readonly filter?: string;
  /** Milliseconds since 1970. */
  readonly updatedFrom?: number;
  readonly updatedTo?: number;
  readonly isNewestFirst: boolean;
}

const CONDITION =
  /^(?:(project|component) = ("(?:[^"\\]|\\.)*")|(project) in \((.+)\)|(filter) = (\d+)|updated (>=|<=) (\d+))$/;
const QUOTED = /"((?:[^"\\]|\\.)*)"/g;

/** Understands a search, or says that it does not. */
export function parseJql(jql: string): JqlQuery | undefined {
  const [where, order = ''] = jql.split(' order by ');
  const projects: string[] = [];
  const components: string[] = [];
  let filter: string | undefined;
  let updatedFrom: number | undefined;
  let updatedTo: number | undefined;
  for (const condition of splitConditions(where)) {
    const match = CONDITION.exec(condition);
    if (!match) return undefined;
    const [, field, name, listed, names, filtered, id, operator, bound] = match;
    if (field === 'component') components.push(...wordsOf(name));
    else if (field || listed) projects.push(...wordsOf(name ?? names));
    else if (filtered) filter = id;
    else if (operator === '>=') updatedFrom = Number(bound);
    else updatedTo = Number(bound);
  }
  if (!/^updated (asc|desc)(, key (asc|desc))?$/.test(order)) return undefined;
  return {
    projects,
    components,
    filter,
    updatedFrom,
    updatedTo,
    isNewestFirst: order.startsWith('updated desc'),
  };
}

/** Picks what a search names, in its order. */
export function searchIssues(
  issues: readonly JiraIssue[],
  query: JqlQuery,
): JiraIssue[] {
  const { components, updatedFrom = 0, updatedTo = Infinity } = query;
  const sign = query.isNewestFirst ? -1 : 1;
  return issues
    .filter(
      issue =>
        issue.updatedAt * 1000 >= updatedFrom &&
        issue.updatedAt * 1000 <= updatedTo &&
        (components.length === 0 ||
          components.some(
            name => name.toLowerCase() === issue.component.toLowerCase(),
          )),
    )
    .sort(
      (left, right) =>
        sign * (left.updatedAt - right.updatedAt || left.id - right.id),
    );
}

/** Names may hold the word that stands between conditions. */
function splitConditions(where: string): string[] {
  const parts: string[] = [];
  let rest = where;
  while (rest !== '') {
    const [condition] = /^(?:"(?:[^"\\]|\\.)*"|(?! and ).)*/s.exec(rest)!;
    parts.push(condition);
    rest = rest.slice(condition.length).replace(/^ and /, '');
  }
  return parts;
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(QUOTED)].map(([, word]) =>
    word.replace(/\\(.)/g, '$1'),
  );
}
