import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import type {
  MeasuredAs,
  MetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { measuredSentences } from './measuredText';

// The portal's own subtle text: the secondary one has too little contrast on the page itself.
const useStyles = makeStyles((theme: BackstageTheme) => ({
  root: {
    fontSize: 14,
    lineHeight: '20px',
    margin: 0,
    color: theme.palette.textSubtle,
  },
}));

export interface MeasuredNoteProps {
  readonly metrics: readonly MetricAnswer[];
  /** The page shows bands. */
  readonly hasBands?: boolean;
}

/** What the numbers of a page are, where a reader has them measured otherwise, and why some have no band. */
export function MeasuredNote({ metrics, hasBands = false }: MeasuredNoteProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const measured: MeasuredAs = Object.assign(
    {},
    ...metrics.map(({ measuredAs }) => measuredAs),
  );
  const sentences = measuredSentences(measured, t);
  if (sentences.length === 0) return null;
  return (
    <p className={classes.root} role="note">
      {[...sentences, ...(hasBands ? [t('measuring.noBands')] : [])].join(' ')}
    </p>
  );
}
