import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import ListItemText from '@material-ui/core/ListItemText';
import ListSubheader from '@material-ui/core/ListSubheader';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import {
  useFormats,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import { useDoraContext } from '../state/DoraContext';

const useStyles = makeStyles(theme => ({
  button: {
    textTransform: 'none',
    fontSize: 14,
    fontWeight: 400,
    minWidth: 0,
    maxWidth: '100%',
    whiteSpace: 'nowrap',
  },
  // The name of an environment may be as long as its source likes.
  label: { maxWidth: 240, overflow: 'hidden', textOverflow: 'ellipsis' },
  hint: {
    fontSize: 12,
    lineHeight: '16px',
    maxWidth: 280,
    padding: theme.spacing(1, 2),
    whiteSpace: 'normal',
  },
  check: { padding: 0, marginRight: theme.spacing(1) },
}));

/** What the choice of environments is called. */
export function environmentsLabel(
  chosen: readonly string[],
  t: Formats['t'],
): string {
  if (chosen.length === 0) return t('dora.bar.allProduction');
  return chosen.length === 1
    ? chosen[0]
    : t('dora.bar.environmentCount', { amount: String(chosen.length) });
}

/** Narrows the timeline and the table to some production environments. */
export function EnvironmentSelect({
  environments,
}: {
  readonly environments: readonly string[];
}) {
  const classes = useStyles();
  const { t } = useFormats();
  const touchTargets = useTouchTargets();
  const { state, update } = useDoraContext();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (environments.length < 2) return null;

  const toggle = (name: string) =>
    update({
      environments: state.environments.includes(name)
        ? state.environments.filter(environment => environment !== name)
        : [...state.environments, name],
    });
  return (
    <>
      <Button
        size="small"
        className={classes.button}
        endIcon={<ArrowDropDownIcon />}
        aria-haspopup="menu"
        onClick={event => setAnchor(event.currentTarget)}
      >
        <span className={classes.label}>
          {environmentsLabel(state.environments, t)}
        </span>
      </Button>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        MenuListProps={{ className: touchTargets }}
      >
        <ListSubheader disableSticky className={classes.hint}>
          {t('dora.bar.environmentsHint')}
        </ListSubheader>
        {environments.map(name => (
          <MenuItem
            key={name}
            dense
            onClick={() => toggle(name)}
            role="menuitemcheckbox"
            aria-checked={state.environments.includes(name)}
          >
            <Checkbox
              size="small"
              className={classes.check}
              color="primary"
              disableRipple
              tabIndex={-1}
              checked={state.environments.includes(name)}
            />
            <ListItemText primary={name} />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
