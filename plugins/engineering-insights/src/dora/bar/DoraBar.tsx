import Button from '@material-ui/core/Button';
import Drawer from '@material-ui/core/Drawer';
import { makeStyles } from '@material-ui/core/styles';
import type { EntityHealth } from '@sei-platform/plugin-engineering-insights-common';
import {
  CopyButton,
  useFormats,
  useLayoutSize,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import { DataBadge } from '../health/DataBadge';
import { useDoraContext } from '../state/DoraContext';
import { pinnedAddress } from '../state/useDoraState';
import { CompareToggle } from './CompareToggle';
import { EnvironmentSelect, environmentsLabel } from './EnvironmentSelect';
import { PageMenu } from './PageMenu';
import type { PageMenuProps } from './PageMenu';
import { WindowSelect, windowLabel } from './WindowSelect';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'sticky',
    top: 0,
    zIndex: theme.zIndex.mobileStepper,
    minHeight: 48,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    backgroundColor: theme.palette.background.default,
    borderBottom: `1px solid ${theme.palette.divider}`,
    '@media print': { position: 'static' },
  },
  dates: {
    fontSize: 13,
    color: theme.palette.text.secondary,
    whiteSpace: 'nowrap',
  },
  space: { flex: 1 },
  side: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    minWidth: 0,
  },
  chip: {
    textTransform: 'none',
    borderRadius: 22,
    fontSize: 13,
    fontWeight: 500,
    padding: theme.spacing(0.25, 1.5),
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  sheet: {
    fontFamily: theme.typography.fontFamily,
    padding: theme.spacing(2),
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: theme.spacing(2),
  },
}));

export interface DoraBarProps extends PageMenuProps {
  readonly health?: EntityHealth;
}

function Dates() {
  const classes = useStyles();
  const { t, dayRange } = useFormats();
  const { state } = useDoraContext();
  return (
    <span className={classes.dates}>
      {t('dora.bar.range', dayRange(state.window))}
    </span>
  );
}

function Controls({
  environments,
}: {
  readonly environments: readonly string[];
}) {
  return (
    <>
      <WindowSelect />
      <Dates />
      <CompareToggle />
      <EnvironmentSelect environments={environments} />
    </>
  );
}

/** On a phone the controls are one chip that opens a sheet. */
function ControlsChip({
  environments,
}: {
  readonly environments: readonly string[];
}) {
  const classes = useStyles();
  const { t } = useFormats();
  const { state } = useDoraContext();
  const touchTargets = useTouchTargets();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        className={classes.chip}
        variant="outlined"
        size="small"
        onClick={() => setIsOpen(true)}
      >
        {t('dora.bar.phoneChip', {
          window: windowLabel(state.windowId, t),
          compared: t(
            state.isCompared ? 'dora.bar.compared' : 'dora.bar.notCompared',
          ),
          environments:
            state.environments.length === 0
              ? t('dora.bar.production')
              : environmentsLabel(state.environments, t),
        })}
      </Button>
      <Drawer anchor="bottom" open={isOpen} onClose={() => setIsOpen(false)}>
        <div className={`${classes.sheet} ${touchTargets}`}>
          <Controls environments={environments} />
          <Button
            color="primary"
            variant="contained"
            fullWidth
            onClick={() => setIsOpen(false)}
          >
            {t('dora.bar.apply')}
          </Button>
        </div>
      </Drawer>
    </>
  );
}

/** What the page shows, what it rests on, and what can be done with it. */
export function DoraBar({ health, ...menu }: DoraBarProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const { state } = useDoraContext();
  const isNarrow = useLayoutSize() === 'narrow';
  const environments = (health?.environments ?? [])
    .filter(({ isProduction }) => isProduction)
    .map(({ name }) => name);
  return (
    <div
      className={classes.root}
      data-no-print
      role="toolbar"
      aria-label={t('dora.bar.label')}
    >
      {isNarrow ? (
        <ControlsChip environments={environments} />
      ) : (
        <Controls environments={environments} />
      )}
      <div className={classes.space} />
      <div className={classes.side}>
        {health && <DataBadge health={health} />}
        {!isNarrow && (
          <CopyButton
            label={t('kit.copyLink')}
            text={() => pinnedAddress(window.location.href, state.window)}
          />
        )}
        <PageMenu {...menu} />
      </div>
    </div>
  );
}
