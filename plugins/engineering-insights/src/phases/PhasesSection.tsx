import { makeStyles } from '@material-ui/core/styles';
import {
  BlockBoundary,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import { PhaseTable } from './PhaseTable';
import type { PhasesAnswer } from './PhasesAnswer';
import { PhasesChart } from './PhasesChart';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  wide: { gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr)' },
}));

/** Where the time goes: the columns, and their medians beside them. Absent where no pull request is known. */
export function PhasesSection({
  answer,
  isBusy,
}: {
  readonly answer: PhasesAnswer;
  readonly isBusy: boolean;
}) {
  const classes = useStyles();
  const isWide = useLayoutSize() === 'wide';
  if (answer.phases.every(bucket => bucket.pullRequestCount === 0)) return null;
  return (
    <div className={`${classes.root} ${isWide ? classes.wide : ''}`}>
      <BlockBoundary>
        <PhasesChart answer={answer} isBusy={isBusy} />
      </BlockBoundary>
      <BlockBoundary>
        <PhaseTable answer={answer} />
      </BlockBoundary>
    </div>
  );
}
