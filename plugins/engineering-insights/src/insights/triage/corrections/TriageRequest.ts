import type {
  CorrectionRow,
  TriageDeployment,
  TriageIncident,
} from '@sei-platform/plugin-engineering-insights-common';
import type {
  Correction,
  PagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';

type NamedDeployment = Pick<TriageDeployment, 'id' | 'title'>;

/** What the reader wants to correct, before it is said why. */
export type TriageRequest =
  | {
      readonly kind: 'mark';
      readonly deployment: NamedDeployment;
      readonly isFailed: boolean;
    }
  | { readonly kind: 'unmark'; readonly deployment: NamedDeployment }
  | { readonly kind: 'link'; readonly incident: TriageIncident }
  | { readonly kind: 'notCaused'; readonly incident: TriageIncident }
  | { readonly kind: 'takeBack'; readonly correction: CorrectionRow };

/** Those that a dialog asks about. */
export type AskedRequest = Exclude<
  TriageRequest,
  { readonly kind: 'unmark' | 'takeBack' }
>;

/** A correction, what it is called, and what takes it back where that is known. */
export interface Saying {
  readonly correction: Correction;
  readonly what: string;
  readonly isTakenBack: boolean;
  readonly undo?: Correction;
}

/** What puts a correction that was taken back in its place again; undefined where what it names is gone. */
function againOf(row: CorrectionRow): Correction | undefined {
  const { verdict, deploymentId, incidentId, recoveredAt, note } = row;
  if (verdict === 'failed' || verdict === 'notFailed')
    return deploymentId === undefined
      ? undefined
      : {
          kind: 'mark',
          deploymentId,
          mark: {
            isFailed: verdict === 'failed',
            note: note ?? '',
            ...(recoveredAt && { recoveredAt }),
          },
        };
  if (incidentId === undefined) return undefined;
  const reason = note === undefined ? {} : { note };
  if (verdict === 'notCausedByChange')
    return {
      kind: 'attribute',
      incidentId,
      attribution: { isCausedByChange: false, ...reason },
    };
  return deploymentId === undefined
    ? undefined
    : {
        kind: 'attribute',
        incidentId,
        attribution: { deploymentId, ...reason },
      };
}

/** What is said without asking anything more. */
export function sayingOf(
  request: Exclude<TriageRequest, AskedRequest>,
  t: PagesFormats['t'],
): Saying {
  if (request.kind === 'unmark') {
    const { id, title } = request.deployment;
    return {
      correction: { kind: 'unmark', deploymentId: id },
      what: title,
      isTakenBack: true,
    };
  }
  const { correction: row } = request;
  return {
    correction: { kind: 'takeBack', correctionId: row.id },
    what: `${t(`triage.corrections.verdict.${row.verdict}`)}, ${row.title}`,
    isTakenBack: true,
    undo: againOf(row),
  };
}

/** What is said once the reader has told why, and of a link which deployment. */
export function answeredSaying(
  request: AskedRequest,
  input: { readonly note: string; readonly deploymentId?: string },
  t: PagesFormats['t'],
): Saying {
  const { note, deploymentId = '' } = input;
  const verdict = verdictOf(request);
  const what = (title: string) =>
    `${t(`triage.corrections.verdict.${verdict}`)}, ${title}`;
  if (request.kind === 'mark') {
    const { id, title } = request.deployment;
    return {
      correction: {
        kind: 'mark',
        deploymentId: id,
        mark: { isFailed: request.isFailed, note },
      },
      what: what(title),
      isTakenBack: false,
      undo: { kind: 'unmark', deploymentId: id },
    };
  }
  const { id, title } = request.incident;
  return {
    correction: {
      kind: 'attribute',
      incidentId: id,
      attribution:
        request.kind === 'link'
          ? { deploymentId, note }
          : { isCausedByChange: false, note },
    },
    what: what(title),
    isTakenBack: false,
    undo: { kind: 'unattribute', incidentId: id },
  };
}

function verdictOf(request: AskedRequest): CorrectionRow['verdict'] {
  switch (request.kind) {
    case 'link':
      return 'linked';
    case 'notCaused':
      return 'notCausedByChange';
    default:
      return request.isFailed ? 'failed' : 'notFailed';
  }
}
