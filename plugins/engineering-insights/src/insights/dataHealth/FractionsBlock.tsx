import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { Fraction } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';

const useStyles = makeStyles(theme => ({
  grid: { display: 'grid', gap: theme.spacing(2) },
  wide: { gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' },
  part: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  title: {
    fontSize: 13,
    lineHeight: '18px',
    fontWeight: 400,
    margin: 0,
    color: theme.palette.text.secondary,
  },
  amount: {
    fontSize: 24,
    lineHeight: '32px',
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
  },
  note: { fontSize: 13, lineHeight: '18px', flex: 1 },
  open: {
    alignSelf: 'flex-start',
    marginTop: theme.spacing(0.5),
    marginLeft: theme.spacing(-0.5),
  },
}));

function FractionPart({
  fraction,
  onOpen,
}: {
  readonly fraction: Fraction;
  readonly onOpen: () => void;
}) {
  const classes = useStyles();
  const { t, count } = useFormats();
  const missing = fraction.total - fraction.count;
  const title = t(`dora.health.${fraction.id}`);
  const amount =
    fraction.total === 0
      ? t('health.page.nothing')
      : t('health.page.fraction', {
          amount: count(fraction.count),
          total: count(fraction.total),
        });
  const note = () => {
    if (fraction.total === 0) return t('health.page.nothingNote');
    return missing === 0
      ? t('health.page.complete')
      : t(`health.gaps.${fraction.id}Fix`);
  };
  return (
    <div className={classes.part}>
      <h3 className={classes.title}>{title}</h3>
      <div className={classes.amount}>{amount}</div>
      <div className={classes.note}>{note()}</div>
      {missing > 0 && (
        <Button
          className={classes.open}
          size="small"
          color="primary"
          aria-haspopup="dialog"
          aria-label={t('health.gaps.showLabel', {
            title,
            amount: count(missing),
          })}
          onClick={onOpen}
        >
          {t('health.gaps.open', { amount: count(missing) })}
        </Button>
      )}
    </div>
  );
}

export interface FractionsBlockProps {
  readonly fractions: readonly Fraction[];
  readonly onOpen: (id: Fraction['id']) => void;
  readonly isBusy: boolean;
}

/** How much of what happened can be counted, each number with what closes its gap. */
export function FractionsBlock({
  fractions,
  onOpen,
  isBusy,
}: FractionsBlockProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const isWide = useLayoutSize() !== 'narrow';
  return (
    <Block
      title={t('health.page.fractions')}
      subtitle={t('health.page.fractionsSubtitle')}
      isBusy={isBusy}
    >
      <div className={`${classes.grid} ${isWide ? classes.wide : ''}`}>
        {fractions.map(fraction => (
          <FractionPart
            key={fraction.id}
            fraction={fraction}
            onOpen={() => onOpen(fraction.id)}
          />
        ))}
      </div>
    </Block>
  );
}
