import type { DeploymentRow } from '@sei-platform/plugin-engineering-insights-common';
import { markKind } from '@sei-platform/plugin-engineering-insights-react';
import type { OutcomeFilter } from '../state/useDoraState';

export interface DeploymentFilter {
  readonly search: string;
  readonly outcome: OutcomeFilter;
}

function searchText(row: DeploymentRow): string {
  return [
    row.environment,
    row.sha,
    row.version,
    ...row.evidence.map(({ title }) => title),
  ]
    .join(' ')
    .toLowerCase();
}

/** The production deployments of the chosen environments; of all where none is chosen. */
export function inEnvironments(
  rows: readonly DeploymentRow[],
  environments: readonly string[],
): DeploymentRow[] {
  return rows.filter(
    row =>
      row.isProduction &&
      (environments.length === 0 ||
        environments.includes(row.environment ?? '')),
  );
}

/** The deployments that contain every word of a search and ended as asked. */
export function filterDeployments(
  rows: readonly DeploymentRow[],
  filter: DeploymentFilter,
): DeploymentRow[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(row => {
    const text = searchText(row);
    return (
      words.every(word => text.includes(word)) &&
      (filter.outcome === 'all' || markKind(row) === filter.outcome)
    );
  });
}
