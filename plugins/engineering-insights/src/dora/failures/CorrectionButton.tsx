import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { DeploymentRow } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { revisionText } from '../timeline/describeDeployment';
import { useCorrectionActions } from './CorrectionProvider';

const useStyles = makeStyles(theme => ({
  root: {
    textTransform: 'none',
    fontSize: 12,
    fontWeight: 400,
    lineHeight: '16px',
    padding: '1px 5px',
    minWidth: 0,
    whiteSpace: 'nowrap',
    color: theme.palette.text.secondary,
    '&:hover, &:focus-visible': {
      color: theme.palette.text.primary,
      textDecoration: 'underline',
    },
  },
}));

export interface ActionButtonProps {
  readonly label: string;
  /** What it acts on, for those who hear the button alone. */
  readonly subject: string;
  readonly onClick: () => void;
}

/** A small button in a row or an item. */
export function ActionButton({ label, subject, onClick }: ActionButtonProps) {
  const classes = useStyles();
  return (
    <Button
      className={classes.root}
      data-no-print
      size="small"
      aria-label={`${label}: ${subject}`}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

/** What a person can say against a deployment's outcome; nothing where it deployed nothing. */
export function CorrectionButton({ row }: { readonly row: DeploymentRow }) {
  const { t } = useFormats();
  const { ask, send } = useCorrectionActions();
  const subject = t('dora.failures.failedDeployment', {
    revision: revisionText(row, t),
  });
  if (row.isMarkedByHand) {
    return (
      <ActionButton
        label={t('dora.failures.takeBack')}
        subject={subject}
        onClick={() => send({ kind: 'unmark', deploymentId: row.id })}
      />
    );
  }
  if (!row.isFailed && row.outcome !== 'success') return null;
  return (
    <ActionButton
      label={t(
        row.isFailed
          ? 'dora.failures.notAFailure'
          : 'dora.failures.markAsFailed',
      )}
      subject={subject}
      onClick={() =>
        ask({ kind: 'mark', deployment: row, isFailed: !row.isFailed })
      }
    />
  );
}
