import { makeStyles } from '@material-ui/core/styles';
import type { Reason } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { describeReason } from '../../reasons/describeReason';

const useStyles = makeStyles(theme => ({
  sentence: { fontSize: 14, lineHeight: '20px', margin: 0 },
  action: {
    fontSize: 13,
    lineHeight: '18px',
    margin: theme.spacing(0.5, 0, 0),
    color: theme.palette.text.secondary,
  },
}));

export interface ReasonBlockProps {
  readonly title: string;
  readonly subtitle?: string;
  /** Absent where the number was not calculated. */
  readonly reason?: Reason;
  /** The days of the window that is shown. */
  readonly days: number;
}

/** In a chart's place: why there is nothing to draw, and what can be done about it. */
export function ReasonBlock({
  title,
  subtitle,
  reason,
  days,
}: ReasonBlockProps) {
  const classes = useStyles();
  const formats = useFormats();
  const text = reason && describeReason(reason, { days, formats });
  // Its action is a button of the DORA tab; the window is chosen in the bar.
  const action = reason?.code === 'noDataInWindow' ? undefined : text?.action;
  return (
    <Block title={title} subtitle={subtitle}>
      <p className={classes.sentence}>
        {text?.sentence ?? formats.t('dora.cards.missing')}
      </p>
      {action && <p className={classes.action}>{action}</p>}
    </Block>
  );
}
