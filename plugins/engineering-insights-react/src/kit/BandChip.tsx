import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import type { Band } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '../formats';
import type { Formats } from '../formats';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'inline-block',
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    boxSizing: 'border-box',
    padding: '0 7px',
    borderRadius: 9,
    border: `1px solid ${
      theme.palette.type === 'dark' ? '#8A8A8A' : '#C6CBD2'
    }`,
    color: theme.palette.text.primary,
    fontSize: 11,
    lineHeight: '16px',
    verticalAlign: 'top',
  },
  list: { margin: 0, paddingLeft: theme.spacing(2) },
}));

/** The words of a band: "Medium · DORA 2024". */
export function bandLabel(band: Band | undefined, t: Formats['t']): string {
  if (!band) return t('kit.bandNone');
  const level = t(`kit.${band.level}`);
  return band.origin === 'ours'
    ? t('kit.bandOurs', { level })
    : t('kit.bandDora', { level, year: String(band.year) });
}

/** A band with its cut-offs and their origin in the tooltip. */
export function BandChip({ band }: { readonly band?: Band }) {
  const classes = useStyles();
  const { t } = useFormats();
  const chip = <span className={classes.root}>{bandLabel(band, t)}</span>;
  if (!band) return chip;
  const cutOffs = band.cutOffs.map(
    cutOff =>
      `${cutOff.label} (${t(
        cutOff.origin === 'ours' ? 'kit.ours' : 'kit.published',
      )})`,
  );
  return (
    <Tooltip
      title={
        <>
          <div>{`DORA ${band.year}`}</div>
          <ul className={classes.list}>
            {cutOffs.map(cutOff => (
              <li key={cutOff}>{cutOff}</li>
            ))}
          </ul>
          <div>{t('kit.bandNote')}</div>
        </>
      }
    >
      {chip}
    </Tooltip>
  );
}
