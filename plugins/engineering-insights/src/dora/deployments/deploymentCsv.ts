import type { DeploymentRow } from '@sei-platform/plugin-engineering-insights-common';
import { toCsv } from '@sei-platform/plugin-engineering-insights-react';
import { distinctEvidence } from '../../evidence/distinctEvidence';
import type {
  CsvColumn,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';

function toUtc(iso: string | undefined): string | undefined {
  return iso && new Date(iso).toISOString();
}

function columns(t: Formats['t']): CsvColumn<DeploymentRow>[] {
  return [
    {
      header: t('dora.deployments.csv.finishedAt'),
      value: row => toUtc(row.finishedAt),
    },
    {
      header: t('dora.deployments.csv.startedAt'),
      value: row => toUtc(row.startedAt),
    },
    {
      header: t('dora.deployments.csv.environment'),
      value: row => row.environment,
    },
    { header: t('dora.deployments.csv.revision'), value: row => row.sha },
    { header: t('dora.deployments.csv.version'), value: row => row.version },
    {
      header: t('dora.deployments.csv.changeCount'),
      value: row => row.changeCount,
    },
    {
      header: t('dora.deployments.csv.leadTimeMedianSeconds'),
      value: row => row.leadTimeMedianSeconds,
    },
    { header: t('dora.deployments.csv.outcome'), value: row => row.outcome },
    { header: t('dora.deployments.csv.isFailed'), value: row => row.isFailed },
    {
      header: t('dora.deployments.csv.recoveredAt'),
      value: row => toUtc(row.recoveredAt),
    },
    {
      header: t('dora.deployments.csv.evidence'),
      value: row =>
        distinctEvidence(row.evidence)
          .map(({ title }) => title)
          .join('; '),
    },
    { header: t('dora.deployments.csv.url'), value: row => row.url },
  ];
}

/** Deployments as CSV: times in ISO 8601 and UTC, units in the header. */
export function deploymentCsv(
  rows: readonly DeploymentRow[],
  t: Formats['t'],
): string {
  return toCsv(columns(t), rows);
}
