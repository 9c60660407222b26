import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';

/** Whether an entity's numbers are those of its services: a system, a domain or a group. */
export function isRollUp({ kind }: Pick<EntityName, 'kind'>): boolean {
  return kind.toLocaleLowerCase('en-US') !== 'component';
}
