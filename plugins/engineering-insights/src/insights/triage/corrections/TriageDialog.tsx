import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import {
  useCorrections,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { PagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { correctionErrorText } from '../../../dora/failures/CorrectionDialog';
import { DeploymentChoice } from './DeploymentChoice';
import {
  answeredSaying,
  type AskedRequest,
  type Saying,
} from './TriageRequest';

const useStyles = makeStyles(theme => ({
  paper: { overflowWrap: 'break-word' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
  },
  error: { margin: 0 },
}));

function titleOf(request: AskedRequest, t: PagesFormats['t']): string {
  switch (request.kind) {
    case 'link':
      return t('triage.dialog.linkTitle', { title: request.incident.title });
    case 'notCaused':
      return t('triage.dialog.causeTitle', { title: request.incident.title });
    default:
      return t(
        request.isFailed
          ? 'dora.failures.markTitle'
          : 'dora.failures.unmarkTitle',
        { revision: request.deployment.title },
      );
  }
}

export interface TriageDialogProps {
  readonly request: AskedRequest;
  readonly onClose: () => void;
  readonly onSaid: (saying: Saying) => void;
}

/** Asks why, and of a link which deployment, and sends it. */
export function TriageDialog({ request, onClose, onSaid }: TriageDialogProps) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const corrections = useCorrections();
  const [note, setNote] = useState('');
  const [deploymentId, setDeploymentId] = useState<string>();
  const titleId = useId();
  const noteId = useId();
  const isLink = request.kind === 'link';
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const saying = answeredSaying(
      request,
      { note: note.trim(), deploymentId },
      t,
    );
    corrections.mutate(saying.correction, { onSuccess: () => onSaid(saying) });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="sm"
      aria-labelledby={titleId}
      PaperProps={{ className: classes.paper }}
    >
      <form onSubmit={onSubmit}>
        <DialogTitle id={titleId}>{titleOf(request, t)}</DialogTitle>
        <DialogContent className={classes.content}>
          {isLink && (
            <DeploymentChoice
              incident={request.incident}
              onChoose={setDeploymentId}
            />
          )}
          <TextField
            id={noteId}
            required
            fullWidth
            multiline
            variant="outlined"
            inputProps={{ maxLength: 2000 }}
            label={t('dora.failures.noteLabel')}
            helperText={t('dora.failures.noteHelp')}
            value={note}
            onChange={event => setNote(event.target.value)}
          />
          {corrections.error && (
            <p role="alert" className={classes.error}>
              {correctionErrorText(corrections.error, t)}
            </p>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('kit.cancel')}</Button>
          {(!isLink || deploymentId !== undefined) && (
            <Button
              type="submit"
              color="primary"
              variant="contained"
              disabled={corrections.isPending}
            >
              {t('triage.dialog.save')}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
