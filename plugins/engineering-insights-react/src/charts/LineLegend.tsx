import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { useFormats } from '../formats';
import type { ChartPart } from './ChartPeriod';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 0.75),
    margin: theme.spacing(0, -0.5),
    padding: 0,
    listStyle: 'none',
  },
  item: { maxWidth: '100%' },
  button: {
    gap: theme.spacing(0.75),
    maxWidth: '100%',
    padding: theme.spacing(0.25, 0.5),
    borderRadius: theme.shape.borderRadius,
    fontSize: 12,
    lineHeight: '16px',
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
    },
  },
  quiet: { color: theme.palette.text.secondary },
  label: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  swatch: { width: 12, height: 3, borderRadius: 1, flex: 'none' },
}));

export interface LineLegendProps {
  readonly lines: readonly { readonly id: string; readonly label: string }[];
  readonly colored: readonly ChartPart[];
  readonly greyColor: string;
  readonly onToggle: (id: string) => void;
}

/** The names of many lines: those with a colour, and on request the others, of which each can be given one. */
export function LineLegend({
  lines,
  colored,
  greyColor,
  onToggle,
}: LineLegendProps) {
  const classes = useStyles();
  const { t, counted } = useFormats();
  const [isOpen, setIsOpen] = useState(false);
  const colorOf = (id: string) => colored.find(line => line.id === id)?.color;
  const shown = isOpen ? lines : colored;
  return (
    <ul className={classes.root}>
      {shown.map(({ id, label }) => {
        const color = colorOf(id);
        return (
          <li key={id} className={classes.item}>
            <ButtonBase
              className={`${classes.button} ${color ? '' : classes.quiet}`}
              aria-pressed={color !== undefined}
              onClick={() => onToggle(id)}
            >
              <span
                className={classes.swatch}
                data-ink
                style={{ backgroundColor: color ?? greyColor }}
              />
              <span className={classes.label}>{label}</span>
            </ButtonBase>
          </li>
        );
      })}
      <li data-no-print>
        <ButtonBase
          className={`${classes.button} ${classes.quiet}`}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen
            ? t('chart.fewerLines')
            : t('chart.greyLines', counted(lines.length - colored.length))}
        </ButtonBase>
      </li>
    </ul>
  );
}
