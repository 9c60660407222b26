import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';

/** What a scope's id stands for: a project, or what a target was imported as. */
export type SnykScope = {
  /** Where it is looked for; of several, the annotations do not say which has it. */
  readonly organizations: readonly string[];
} & (
  | { readonly kind: 'project'; readonly project: string }
  | {
      readonly kind: 'target';
      /** Its id, or its name as Snyk shows it. */
      readonly target: string;
      /** Projects of the target that are not read with it. */
      readonly excluded: readonly string[];
    }
);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TARGET = /^(.*?)((?:![0-9a-f-]{36})*)$/s;

/** Whether a text is an id of Snyk's. */
export function isId(text: string): boolean {
  return UUID.test(text);
}

/**
 * `<organization>/<project>`, and of a target
 * `<organization>/target:<id or name>`, with `!<project>` for each that is
 * excluded. Organizations are told apart by commas. Snyk's names are compared
 * without regard to case, so a target has one id however it is written.
 */
export function scopeIdOf(scope: SnykScope): string {
  const place = scope.organizations.join(',');
  if (scope.kind === 'project') return `${place}/${scope.project}`;
  const without = scope.excluded.map(project => `!${project}`).join('');
  return `${place}/target:${scope.target.toLowerCase()}${without}`;
}

export function parseScope({ externalId }: ScopeRef): SnykScope {
  const slash = externalId.indexOf('/');
  const organizations = externalId.slice(0, slash).split(',');
  const rest = externalId.slice(slash + 1);
  if (!rest.startsWith('target:'))
    return { organizations, kind: 'project', project: rest };
  // A name may have exclamation marks of its own; ids are at the end.
  const [, target, without] = TARGET.exec(rest.slice('target:'.length))!;
  const excluded = without.split('!').slice(1);
  return { organizations, kind: 'target', target, excluded };
}
