import { makeStyles } from '@material-ui/core/styles';
import {
  TOUCH_MEDIA,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { ActionButton } from '../../../dora/failures/CorrectionButton';
import { useTriageCorrections } from './TriageCorrections';
import type { TriageRequest } from './TriageRequest';

const useStyles = makeStyles(theme => ({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    // The text of the buttons stands where other text does.
    marginLeft: -5,
    [TOUCH_MEDIA]: { marginBottom: theme.spacing(0.5) },
  },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    whiteSpace: 'normal',
    color: theme.palette.text.secondary,
  },
}));

export interface CorrectionActionsProps {
  /** Of the row. */
  readonly id: string;
  /** What they act on, for those who hear a button alone. */
  readonly subject: string;
  readonly actions: readonly {
    readonly label: string;
    readonly request: TriageRequest;
  }[];
}

/** What can be said of a row; once something was said, that the numbers follow. */
export function CorrectionActions({
  id,
  subject,
  actions,
}: CorrectionActionsProps) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const { ask, correctedIds } = useTriageCorrections();
  if (correctedIds.has(id))
    return <div className={classes.note}>{t('triage.followsSoon')}</div>;
  return (
    <div className={classes.actions} data-no-print>
      {actions.map(({ label, request }) => (
        <ActionButton
          key={label}
          label={label}
          subject={subject}
          onClick={() => ask(id, request)}
        />
      ))}
    </div>
  );
}
