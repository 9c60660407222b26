import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { isProblemError } from '@sei-platform/plugin-engineering-insights-common';
import type {
  DeploymentRow,
  IncidentRow,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  useCorrections,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  Correction,
  Formats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { revisionText } from '../timeline/describeDeployment';

const useStyles = makeStyles({ paper: { overflowWrap: 'break-word' } });

/** What is to be corrected. */
export type CorrectionRequest =
  | {
      readonly kind: 'mark';
      readonly deployment: DeploymentRow;
      readonly isFailed: boolean;
    }
  | { readonly kind: 'link'; readonly incident: IncidentRow };

function titleOf(request: CorrectionRequest, t: Formats['t']): string {
  if (request.kind === 'link')
    return t('dora.failures.linkTitle', { title: request.incident.title });
  const revision = revisionText(request.deployment, t);
  return t(
    request.isFailed ? 'dora.failures.markTitle' : 'dora.failures.unmarkTitle',
    { revision },
  );
}

/** Why a correction was not kept, in a sentence. */
export function correctionErrorText(error: unknown, t: Formats['t']): string {
  if (!isProblemError(error)) return t('dora.failures.notSavedOffline');
  if (error.problem.status === 403) return t('dora.failures.notAllowed');
  return t('dora.failures.notSaved', {
    status: String(error.problem.status),
    detail: error.problem.detail,
  });
}

function toCorrection(
  request: CorrectionRequest,
  input: { note: string; deploymentId: string },
): Correction {
  return request.kind === 'mark'
    ? {
        kind: 'mark',
        deploymentId: request.deployment.id,
        mark: { isFailed: request.isFailed, note: input.note },
      }
    : {
        kind: 'attribute',
        incidentId: request.incident.id,
        attribution: { deploymentId: input.deploymentId },
      };
}

export interface CorrectionDialogProps {
  readonly request: CorrectionRequest;
  readonly deployments: readonly DeploymentRow[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Asks for what a correction needs and sends it. */
export function CorrectionDialog({
  request,
  deployments,
  onClose,
  onSaved,
}: CorrectionDialogProps) {
  const classes = useStyles();
  const { t, instant } = useFormats();
  const corrections = useCorrections();
  const [note, setNote] = useState('');
  const [deploymentId, setDeploymentId] = useState(deployments[0]?.id ?? '');
  const titleId = useId();
  const fieldId = useId();
  const isLink = request.kind === 'link';

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    corrections.mutate(toCorrection(request, { note, deploymentId }), {
      onSuccess: onSaved,
    });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="xs"
      aria-labelledby={titleId}
      PaperProps={{ className: classes.paper }}
    >
      <form onSubmit={onSubmit}>
        <DialogTitle id={titleId}>{titleOf(request, t)}</DialogTitle>
        <DialogContent>
          {isLink && deployments.length === 0 && t('dora.failures.linkNone')}
          {isLink && deployments.length > 0 && (
            <TextField
              id={fieldId}
              select
              fullWidth
              variant="outlined"
              label={t('dora.failures.linkLabel')}
              value={deploymentId}
              onChange={event => setDeploymentId(event.target.value)}
            >
              {deployments.map(row => (
                <MenuItem key={row.id} value={row.id}>
                  {`${revisionText(row, t)}, ${instant(
                    row.finishedAt ?? row.startedAt ?? '',
                  )}`}
                </MenuItem>
              ))}
            </TextField>
          )}
          {!isLink && (
            <TextField
              id={fieldId}
              required
              fullWidth
              multiline
              variant="outlined"
              label={t('dora.failures.noteLabel')}
              helperText={t('dora.failures.noteHelp')}
              value={note}
              onChange={event => setNote(event.target.value)}
            />
          )}
          {corrections.error && (
            <p role="alert">{correctionErrorText(corrections.error, t)}</p>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('kit.cancel')}</Button>
          {(!isLink || deployments.length > 0) && (
            <Button
              type="submit"
              color="primary"
              variant="contained"
              disabled={corrections.isPending}
            >
              {t('dora.failures.save')}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
