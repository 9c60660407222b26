import { makeStyles } from '@material-ui/core/styles';
import type { BandLevel } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '../formats';
import type { Formats } from '../formats';

const useStyles = makeStyles(theme => ({
  root: {
    fontSize: 11,
    lineHeight: '14px',
    color: theme.palette.text.primary,
  },
}));

export type ServicesPerBand = Readonly<Record<BandLevel | 'unknown', number>>;

const LEVELS = ['elite', 'high', 'medium', 'low', 'unknown'] as const;

/** How many services are in each band, of those that have any: "Services: elite 2 · high 3 · unknown 4". */
export function bandCountsText(
  counts: ServicesPerBand,
  { t, count }: Pick<Formats, 't' | 'count'>,
): string {
  const known = LEVELS.filter(level => counts[level] > 0);
  if (known.length === 0) return '';
  const bands = known
    .map(level =>
      t('kit.bandCount', {
        level: t(
          level === 'unknown' ? 'kit.bandUnknown' : `kit.${level}`,
        ).toLocaleLowerCase(),
        amount: count(counts[level]),
      }),
    )
    .join(' · ');
  return t('kit.bandServices', { bands });
}

/** The bands of a roll-up's services, which has none of its own. */
export function BandCounts({ counts }: { readonly counts: ServicesPerBand }) {
  const classes = useStyles();
  const formats = useFormats();
  return (
    <div className={classes.root} title={formats.t('kit.bandCounts')}>
      {bandCountsText(counts, formats)}
    </div>
  );
}
