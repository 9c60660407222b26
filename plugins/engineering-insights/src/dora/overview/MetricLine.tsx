import { makeStyles } from '@material-ui/core/styles';
import type {
  MetricAnswer,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
// The whole of -react would bring its charts onto every overview.
import { useFormats } from '@sei-platform/plugin-engineering-insights-react/formats';
import { useLayoutSize } from '@sei-platform/plugin-engineering-insights-react/hooks';
import {
  BandChip,
  ChangeText,
} from '@sei-platform/plugin-engineering-insights-react/kit';
import { cardContent } from '../cards/cardContent';
import type { CardContent } from '../cards/cardContent';
import type { DoraMetricId } from '../cards/cardTexts';

/** How high a line is, by the room there is. */
export const METRIC_LINE_HEIGHT = { narrow: 72, wide: 53 } as const;

const SMALL = { fontSize: 12, lineHeight: '18px' } as const;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    boxSizing: 'border-box',
    minHeight: METRIC_LINE_HEIGHT.wide,
    padding: theme.spacing(0.75, 0),
    columnGap: theme.spacing(2),
    alignContent: 'center',
    alignItems: 'center',
    gridTemplateColumns: 'minmax(0, 11fr) minmax(0, 7fr) minmax(0, 9fr)',
    gridTemplateAreas: '"title value change" "meaning value more"',
    borderTop: `1px solid ${theme.palette.divider}`,
    '& > *': { margin: 0, minWidth: 0 },
  },
  narrow: {
    minHeight: METRIC_LINE_HEIGHT.narrow,
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    gridTemplateAreas:
      '"title title value" "meaning meaning meaning" "change more more"',
  },
  title: {
    gridArea: 'title',
    fontSize: 14,
    lineHeight: '20px',
    fontWeight: 600,
  },
  value: {
    gridArea: 'value',
    fontSize: 20,
    lineHeight: '24px',
    fontWeight: 600,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
  narrowValue: { fontSize: 16, lineHeight: '20px', textAlign: 'right' },
  muted: { color: theme.palette.text.secondary, fontWeight: 400 },
  small: {
    ...SMALL,
    color: theme.palette.text.secondary,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  meaning: { gridArea: 'meaning' },
  change: { gridArea: 'change' },
  more: { gridArea: 'more', ...SMALL },
  narrowMore: { display: 'flex', justifyContent: 'flex-end' },
  notice: {
    gridRow: '1 / span 2',
    gridColumn: '2 / span 2',
    fontSize: 13,
    lineHeight: '18px',
    color: theme.palette.text.secondary,
  },
  narrowNotice: { gridRow: 2, gridColumn: '1 / span 3' },
  alone: { gridRow: '1 / span 2', gridColumn: 1 },
}));

export interface MetricLineProps {
  readonly metricId: DoraMetricId;
  readonly definition: MetricDefinition;
  readonly answer?: MetricAnswer;
  /** The days of the window that is shown. */
  readonly days: number;
}

function More({ band, bandCounts, contributor }: CardContent) {
  const classes = useStyles();
  if (contributor) {
    return (
      <span className={classes.small} title={contributor}>
        {contributor}
      </span>
    );
  }
  return bandCounts || band === null ? null : <BandChip band={band} />;
}

/** One metric on one line: its value, how it moved and where it stands, or why it is not known. */
export function MetricLine(props: MetricLineProps) {
  const { definition } = props;
  const classes = useStyles();
  const formats = useFormats();
  const isNarrow = useLayoutSize() === 'narrow';
  const content = cardContent({ ...props, formats });
  const { value, meaning, caveat, change, number, notice } = content;
  const when = (condition: boolean | undefined, name: string) =>
    condition ? ` ${name}` : '';
  return (
    <div className={`${classes.root}${when(isNarrow, classes.narrow)}`}>
      <dt
        className={`${classes.title}${when(
          value === undefined && !isNarrow,
          classes.alone,
        )}`}
      >
        {definition.title}
      </dt>
      {value === undefined ? (
        <dd
          className={`${classes.notice}${when(isNarrow, classes.narrowNotice)}`}
        >
          {notice?.sentence}
        </dd>
      ) : (
        <>
          <dd
            className={`${classes.value}${when(
              isNarrow,
              classes.narrowValue,
            )}${when(content.isMuted, classes.muted)}`}
          >
            {value}
          </dd>
          <dd className={`${classes.small} ${classes.meaning}`} title={meaning}>
            {meaning}
          </dd>
          <dd className={`${classes.small} ${classes.change}`} title={caveat}>
            {caveat ??
              (change && (
                <ChangeText
                  change={change}
                  unit={definition.unit}
                  value={number}
                />
              ))}
          </dd>
          <dd
            className={`${classes.more}${when(isNarrow, classes.narrowMore)}`}
          >
            <More {...content} />
          </dd>
        </>
      )}
    </div>
  );
}
