import Button from '@material-ui/core/Button';
import ListItemText from '@material-ui/core/ListItemText';
import ListSubheader from '@material-ui/core/ListSubheader';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import CheckedIcon from '@material-ui/icons/RadioButtonChecked';
import UncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import { STATISTICS } from '@sei-platform/plugin-engineering-insights-common';
import type {
  MeasuredAs,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  useFormats,
  useLayoutSize,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import type { MeasuringState } from '../state/measuringState';
import { shortText } from '../measuredText';

const useStyles = makeStyles(theme => ({
  button: {
    textTransform: 'none',
    fontSize: 14,
    fontWeight: 400,
    minWidth: 0,
    paddingLeft: 0,
    whiteSpace: 'nowrap',
  },
  // On the sheet there is no room beside it, and room below.
  onSheet: { whiteSpace: 'normal', textAlign: 'left' },
  chosen: { fontWeight: 600 },
  heading: {
    fontSize: 12,
    lineHeight: '16px',
    fontWeight: 600,
    padding: theme.spacing(1, 2, 0.5),
    color: theme.palette.text.secondary,
  },
  radio: { marginRight: theme.spacing(1) },
}));

type Name = keyof MeasuringState;

export interface MeasuringMenuProps {
  readonly state: Pick<MeasuringState, 'statistic'> & Partial<MeasuringState>;
  /** What change lead time can count and begin with, where it is on the page. */
  readonly measures?: MetricDefinition['measures'];
  readonly hasStatistic: boolean;
  readonly onChange: (change: MeasuredAs) => void;
}

/** Chooses how the numbers of a page are measured; says nothing of what the definitions say. */
export function MeasuringMenu({
  state,
  measures,
  hasStatistic,
  onChange,
}: MeasuringMenuProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const touchTargets = useTouchTargets();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const groups: { name: Name; options: readonly MeasuringState[Name][] }[] = [
    ...(hasStatistic
      ? [{ name: 'statistic', options: STATISTICS } as const]
      : []),
    ...(measures
      ? ([
          { name: 'unit', options: measures.units },
          { name: 'start', options: measures.starts },
        ] as const)
      : []),
  ];
  const hintOf = (option: string) =>
    option === 'committed' ? t('measuring.option.committedHint') : undefined;
  const isNarrow = useLayoutSize() === 'narrow';
  const said = shortText(state, t);
  const label = said
    ? t('measuring.menuChosen', { said })
    : t('measuring.menu');
  return (
    <>
      <Button
        size="small"
        className={[
          classes.button,
          isNarrow ? classes.onSheet : '',
          said ? classes.chosen : '',
        ].join(' ')}
        endIcon={<ArrowDropDownIcon />}
        aria-haspopup="menu"
        aria-label={label}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {isNarrow ? label : said || label}
      </Button>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        MenuListProps={{
          className: touchTargets,
          'aria-label': t('measuring.menu'),
        }}
      >
        {groups.flatMap(({ name, options }) => [
          <ListSubheader
            key={name}
            disableSticky
            className={classes.heading}
            // Each option names it.
            aria-hidden
          >
            {t(`measuring.${name}`)}
          </ListSubheader>,
          ...options.map(option => (
            <MenuItem
              key={`${name} ${option}`}
              dense
              role="menuitemradio"
              aria-checked={state[name] === option}
              aria-label={[
                `${t(`measuring.${name}`)}: ${t(`measuring.option.${option}`)}`,
                hintOf(option),
              ]
                .filter(Boolean)
                .join('. ')}
              onClick={() => onChange({ [name]: option })}
            >
              {state[name] === option ? (
                <CheckedIcon
                  className={classes.radio}
                  color="primary"
                  fontSize="small"
                />
              ) : (
                <UncheckedIcon
                  className={classes.radio}
                  color="action"
                  fontSize="small"
                />
              )}
              <ListItemText
                primary={t(`measuring.option.${option}`)}
                secondary={hintOf(option)}
              />
            </MenuItem>
          )),
        ])}
      </Menu>
    </>
  );
}
