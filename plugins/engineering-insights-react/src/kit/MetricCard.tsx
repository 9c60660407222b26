import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Band,
  Change,
  MetricUnit,
  SeriesPoint,
} from '@sei-platform/plugin-engineering-insights-common';
import type { ReactNode } from 'react';
import { Sparkline } from '../charts/Sparkline';
import { useFormats } from '../formats';
import type { FrequencyUnit } from '../formats';
import { BandChip } from './BandChip';
import { BandCounts } from './BandCounts';
import type { ServicesPerBand } from './BandCounts';
import { ChangeText } from './ChangeText';

export const METRIC_CARD_HEIGHT = 196;
export const METRIC_ROW_HEIGHT = 104;
/** What a roll-up's card is higher by: a second line of bands, and whose number it mostly is. */
export const ROLL_UP_EXTRA_CARD_HEIGHT = 28;
export const ROLL_UP_EXTRA_ROW_HEIGHT = 16;

const useStyles = makeStyles(theme => ({
  root: {
    boxSizing: 'border-box',
    width: '100%',
    height: METRIC_CARD_HEIGHT,
    padding: '11px 12px 9px',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    justifyContent: 'flex-start',
    textAlign: 'left',
    backgroundColor: theme.palette.background.paper,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    fontFamily: theme.typography.fontFamily,
    transition: theme.transitions.create(['border-color', 'box-shadow'], {
      duration: 120,
    }),
    '&:hover': {
      borderColor: theme.palette.text.secondary,
      boxShadow: theme.shadows[1],
    },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 1,
    },
  },
  title: {
    fontSize: 13,
    lineHeight: '15px',
    height: 30,
    marginBottom: 1,
    fontWeight: 600,
    overflow: 'hidden',
  },
  value: {
    fontSize: 28,
    lineHeight: '32px',
    fontWeight: 600,
    letterSpacing: '-0.01em',
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
  unit: { fontSize: 15, fontWeight: 500, letterSpacing: 0 },
  muted: { color: theme.palette.text.secondary, fontWeight: 400 },
  line: {
    fontSize: 11.5,
    lineHeight: '16px',
    height: 16,
    color: theme.palette.text.secondary,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  caveat: { height: 'auto', maxHeight: 34, whiteSpace: 'normal' },
  // Without a band there is room for a second line.
  wrapped: { height: 'auto', maxHeight: 32, whiteSpace: 'normal' },
  chip: { height: 18, margin: '2px 0 3px', lineHeight: 0 },
  tall: { height: METRIC_CARD_HEIGHT + ROLL_UP_EXTRA_CARD_HEIGHT },
  counts: { height: 28, margin: '3px 0 3px' },
  spark: { marginTop: 'auto' },
  notice: { fontSize: 14, lineHeight: '20px', marginTop: 4 },
  action: {
    fontSize: 12,
    lineHeight: '16px',
    marginTop: 6,
    color: theme.palette.text.secondary,
  },
  row: {
    height: 'auto',
    minHeight: METRIC_ROW_HEIGHT,
    padding: '4px 12px 6px',
  },
  tallRow: { minHeight: METRIC_ROW_HEIGHT + ROLL_UP_EXTRA_ROW_HEIGHT },
  rowTitle: {
    height: 16,
    flexShrink: 0,
    marginBottom: 0,
    whiteSpace: 'nowrap',
    textOverflow: 'ellipsis',
  },
  rowBody: { display: 'flex', gap: 12 },
  rowMain: { flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  rowSide: {
    flex: '0 0 118px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    gap: 4,
  },
  rowValue: { fontSize: 24, lineHeight: '26px' },
  rowCounts: { textAlign: 'right' },
}));

export interface MetricCardProps {
  readonly title: string;
  /** The value with its unit; absent where there is none, and `notice` says why. */
  readonly value?: string;
  readonly isMuted?: boolean;
  readonly meaning?: string;
  readonly notice?: { readonly sentence: string; readonly action?: string };
  /** Beside the value: "n = 2; bands and comparison need 3". */
  readonly caveat?: string;
  readonly change?: Change;
  /** The value itself, in whose scale the change is told. */
  readonly number?: number;
  readonly unit: MetricUnit;
  /** The unit that a rate is told in, where it is not chosen by the value. */
  readonly rateUnit?: FrequencyUnit;
  /** The band; `null` where the metric has one in principle but not here. */
  readonly band?: Band | null;
  /** Of a roll-up, which has no band of its own. */
  readonly bandCounts?: ServicesPerBand;
  readonly series: readonly SeriesPoint[];
  /** Whose number it mostly is: "mostly ledger (62 %)". */
  readonly contributor?: string;
  readonly footer?: string;
  readonly isRow?: boolean;
  /** Of several services: a card with room for their bands. */
  readonly isRollUp?: boolean;
  readonly onOpen: () => void;
}

/** The number large and the words of its unit small: "1 d 4 h", "3.2 per week". */
function Value({
  text,
  className,
}: {
  readonly text: string;
  readonly className: string;
}) {
  const classes = useStyles();
  const parts = text
    .split(/(\d(?:[\d.,\u00a0\u202f]*\d)?)/)
    .filter(part => part !== '');
  return (
    <div className={className}>
      {parts.map((part, index) =>
        /^\d/.test(part) ? (
          part
        ) : (
          // eslint-disable-next-line react/no-array-index-key -- the parts of one text, in their order
          <span key={index} className={classes.unit}>
            {part}
          </span>
        ),
      )}
    </div>
  );
}

function SecondLine({
  change,
  caveat,
  unit,
  rateUnit,
  number,
}: Pick<
  MetricCardProps,
  'change' | 'caveat' | 'unit' | 'rateUnit' | 'number'
>): ReactNode {
  if (caveat) return <span title={caveat}>{caveat}</span>;
  return change ? (
    <ChangeText
      change={change}
      unit={unit}
      value={number}
      rateUnit={rateUnit}
    />
  ) : null;
}

function Notice({
  sentence,
  action,
}: {
  readonly sentence: string;
  readonly action?: string;
}) {
  const classes = useStyles();
  return (
    <>
      <div className={classes.notice}>{sentence}</div>
      {action && <div className={classes.action}>{action}</div>}
    </>
  );
}

/** What the number is may take two lines where no band stands below. */
function meaningClass(
  { band, caveat }: MetricCardProps,
  classes: ReturnType<typeof useStyles>,
): string {
  return `${classes.line} ${band === null && !caveat ? classes.wrapped : ''}`;
}

/** One metric: what it is, its value, how it moved and where it stands. The whole card is one button. */
export function MetricCard(props: MetricCardProps) {
  const classes = useStyles();
  const { t } = useFormats();
  if (props.isRow) return <CardRow {...props} />;
  return (
    <ButtonBase
      className={`${classes.root} ${props.isRollUp ? classes.tall : ''}`}
      onClick={props.onOpen}
      title={t('dora.cards.open')}
    >
      <div className={classes.title}>{props.title}</div>
      {props.value === undefined ? (
        props.notice && <Notice {...props.notice} />
      ) : (
        <>
          <Value
            text={props.value}
            className={`${classes.value} ${props.isMuted ? classes.muted : ''}`}
          />
          <div className={meaningClass(props, classes)} title={props.meaning}>
            {props.meaning}
          </div>
          <div
            className={`${classes.line} ${
              props.caveat && props.band === null ? classes.caveat : ''
            }`}
          >
            <SecondLine {...props} />
          </div>
          {props.bandCounts && (
            <div className={classes.counts}>
              <BandCounts counts={props.bandCounts} />
            </div>
          )}
          {!props.bandCounts && props.band !== null && (
            <div className={classes.chip}>
              <BandChip band={props.band} />
            </div>
          )}
          <div className={classes.spark}>
            <Sparkline
              series={props.series}
              unit={props.unit}
              rateUnit={props.rateUnit}
              height={36}
              isMuted={props.isMuted}
            />
          </div>
          {props.contributor && (
            <div className={classes.line} title={props.contributor}>
              {props.contributor}
            </div>
          )}
          <div className={classes.line} title={props.footer}>
            {props.footer}
          </div>
        </>
      )}
    </ButtonBase>
  );
}

/** The card on a phone: value left, sparkline right. */
function CardRow(props: MetricCardProps) {
  const classes = useStyles();
  const { t } = useFormats();
  return (
    <ButtonBase
      className={`${classes.root} ${classes.row} ${
        props.isRollUp ? classes.tallRow : ''
      }`}
      onClick={props.onOpen}
      title={t('dora.cards.open')}
    >
      <div className={`${classes.title} ${classes.rowTitle}`}>
        {props.title}
      </div>
      {props.value === undefined ? (
        props.notice && <Notice {...props.notice} />
      ) : (
        <div className={classes.rowBody}>
          <div className={classes.rowMain}>
            <Value
              text={props.value}
              className={`${classes.value} ${classes.rowValue} ${
                props.isMuted ? classes.muted : ''
              }`}
            />
            <div className={meaningClass(props, classes)}>{props.meaning}</div>
            <div className={classes.line}>
              <SecondLine {...props} />
            </div>
            {props.contributor && (
              <div className={classes.line}>{props.contributor}</div>
            )}
            <div className={classes.line}>{props.footer}</div>
          </div>
          <div className={classes.rowSide}>
            <Sparkline
              series={props.series}
              unit={props.unit}
              rateUnit={props.rateUnit}
              height={40}
              isMuted={props.isMuted}
            />
            {props.bandCounts && (
              <div className={classes.rowCounts}>
                <BandCounts counts={props.bandCounts} />
              </div>
            )}
            {!props.bandCounts && props.band !== null && (
              <BandChip band={props.band} />
            )}
          </div>
        </div>
      )}
    </ButtonBase>
  );
}
