import Button from '@material-ui/core/Button';
import Drawer from '@material-ui/core/Drawer';
import { makeStyles } from '@material-ui/core/styles';
import type {
  EntityHealth,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  CopyButton,
  useFormats,
  useLayoutSize,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { DataBadge } from '../../health/DataBadge';
import { usePageContext } from '../state/PageContext';
import { pinnedAddress } from '../state/pageState';
import { CompareToggle } from './CompareToggle';
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
  link: { whiteSpace: 'nowrap', flexShrink: 0 },
  side: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    minWidth: 0,
  },
  // However long the chip beside it is, the menu stays on the page.
  narrowSide: { minWidth: 104 },
  chip: {
    textTransform: 'none',
    borderRadius: 22,
    fontSize: 13,
    fontWeight: 500,
    padding: theme.spacing(0.25, 1.5),
    minWidth: 0,
  },
  chipText: {
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

function Dates() {
  const classes = useStyles();
  const { t, dayRange } = useFormats();
  const { state } = usePageContext();
  return (
    <span className={classes.dates}>
      {t('dora.bar.range', dayRange(state.window))}
    </span>
  );
}

/** On a phone the controls are one chip that opens a sheet. */
function ControlsChip({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  const classes = useStyles();
  const { t } = useFormats();
  const { state } = usePageContext();
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
        <span className={classes.chipText}>
          {[
            windowLabel(state.windowId, t),
            t(state.isCompared ? 'dora.bar.compared' : 'dora.bar.notCompared'),
            label,
          ].join(' · ')}
        </span>
      </Button>
      <Drawer anchor="bottom" open={isOpen} onClose={() => setIsOpen(false)}>
        <div className={`${classes.sheet} ${touchTargets}`}>
          {children}
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

export interface PageBarProps extends PageMenuProps {
  readonly health?: EntityHealth;
  /** Of the health; the 90 days that end with today where absent. */
  readonly healthWindow?: MetricWindow;
  /** What the page's own choices are, for the chip of a phone: "production". */
  readonly choiceLabel: string;
  /** The page's own controls, after the window and the comparison. */
  readonly children?: ReactNode;
}

/** What a page shows, what it rests on, and what can be done with it. */
export function PageBar({
  health,
  healthWindow,
  choiceLabel,
  children,
  ...menu
}: PageBarProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const { state } = usePageContext();
  const isNarrow = useLayoutSize() === 'narrow';
  const controls = (
    <>
      <WindowSelect />
      <Dates />
      <CompareToggle />
      {children}
    </>
  );
  return (
    <div
      className={classes.root}
      data-no-print
      role="toolbar"
      aria-label={t('dora.bar.label')}
    >
      {isNarrow ? (
        <ControlsChip label={choiceLabel}>{controls}</ControlsChip>
      ) : (
        controls
      )}
      <div className={classes.space} />
      <div className={`${classes.side} ${isNarrow ? classes.narrowSide : ''}`}>
        {health && <DataBadge health={health} window={healthWindow} />}
        {!isNarrow && (
          <CopyButton
            className={classes.link}
            label={t('kit.copyLink')}
            text={() => pinnedAddress(window.location.href, state.window)}
          />
        )}
        <PageMenu {...menu} />
      </div>
    </div>
  );
}
