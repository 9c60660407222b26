import type { DeploymentRow } from '@sei-platform/plugin-engineering-insights-common';
import { markKind } from '@sei-platform/plugin-engineering-insights-react';
import { distinctEvidence } from '../../evidence/distinctEvidence';
import type {
  Formats,
  TooltipRow,
} from '@sei-platform/plugin-engineering-insights-react';

const SHORT_SHA_LENGTH = 7;

/** What a deployment's revision is called: its version, else its short commit, else that there is none. */
export function revisionText(row: DeploymentRow, t: Formats['t']): string {
  return (
    row.version ??
    row.sha?.slice(0, SHORT_SHA_LENGTH) ??
    t('dora.deployments.noRevision')
  );
}

/** What became of a deployment. */
export function outcomeText(row: DeploymentRow, t: Formats['t']): string {
  const kind = markKind(row);
  if (kind === 'failed') return t('dora.deployments.outcomeFailed');
  if (kind === 'rollback') return t('dora.deployments.outcomeRollback');
  if (kind === 'success') return t('dora.deployments.outcomeSuccess');
  if (row.outcome === 'cancelled')
    return t('dora.deployments.outcomeCancelled');
  if (row.outcome === 'unknown') return t('dora.deployments.outcomeUnknown');
  return t('dora.deployments.outcomeNotDeployed');
}

/** The lines of a deployment's tooltip. */
export function deploymentRows(
  row: DeploymentRow,
  formats: Formats,
): readonly TooltipRow[] {
  const { t, counted, duration, instant, instantUtc } = formats;
  const at = row.finishedAt ?? row.startedAt;
  const changes =
    row.changeCount === undefined
      ? []
      : [t('dora.timeline.changes', counted(row.changeCount))];
  const leadTime =
    row.leadTimeMedianSeconds === undefined
      ? []
      : [
          t('dora.timeline.leadTime', {
            duration: duration(row.leadTimeMedianSeconds),
          }),
        ];
  return [
    { label: outcomeText(row, t) },
    ...(at ? [{ label: instant(at) }, { label: instantUtc(at) }] : []),
    ...(changes.length + leadTime.length > 0
      ? [{ label: [...changes, ...leadTime].join(', ') }]
      : []),
    ...distinctEvidence(row.evidence).map(({ title, confidence }) => ({
      label: t('dora.timeline.evidence', {
        title,
        confidence: formats.share(confidence),
      }),
    })),
  ];
}

/** A deployment in one line: its revision, and all that its tooltip tells. */
export function deploymentText(row: DeploymentRow, formats: Formats): string {
  return [
    revisionText(row, formats.t),
    ...deploymentRows(row, formats).map(({ label }) => label),
  ].join(', ');
}
