import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import {
  usePagesFormats,
  useLayoutSize,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useId } from 'react';
import { useBandParts } from '../bands/useBandParts';
import { useCompletenessTitle } from '../completeness/useCompletenessTitle';
import { useMetricTitle, useOverviewContext } from '../state/OverviewContext';
import type { OverviewList } from '../state/overviewState';
import { LackingList } from './LackingList';
import { ServiceList } from './ServiceList';

const useStyles = makeStyles(theme => ({
  // Outside of the page's own element, so the portal's font is named again.
  paper: {
    width: 560,
    maxWidth: '100vw',
    fontFamily: theme.typography.fontFamily,
  },
  full: { width: '100vw' },
  header: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5, 3),
    backgroundColor: theme.palette.background.paper,
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
  title: {
    flex: 1,
    fontSize: 18,
    lineHeight: '24px',
    fontWeight: 600,
    margin: 0,
  },
  body: { padding: theme.spacing(2, 3, 4) },
}));

function useListTitle(): (list: OverviewList) => string {
  const { t } = usePagesFormats();
  const titleOf = useMetricTitle();
  const completenessTitle = useCompletenessTitle();
  const parts = useBandParts();
  return list => {
    switch (list.kind) {
      case 'band':
        return t('overview.list.band', {
          metric: titleOf(list.metricId),
          band: parts.find(({ id }) => id === list.band)?.label ?? list.band,
        });
      case 'lacking':
        return t('overview.list.lacking', {
          what: completenessTitle(list.id, list.metricId),
        });
      default:
        return t('overview.list.all');
    }
  };
}

/** The services behind a number of the overview, beside the page. */
export function ServicesDrawer() {
  const classes = useStyles();
  const touchTargets = useTouchTargets();
  const { t } = usePagesFormats();
  const isNarrow = useLayoutSize() === 'narrow';
  const titleId = useId();
  const listTitle = useListTitle();
  const { state, update } = useOverviewContext();
  const { list } = state;
  const close = () => update({ list: null });
  return (
    <Drawer
      anchor="right"
      open={list !== undefined}
      onClose={close}
      PaperProps={{
        className: `${classes.paper} ${
          isNarrow ? classes.full : ''
        } ${touchTargets}`,
        role: 'dialog',
        'aria-labelledby': titleId,
      }}
    >
      {list && (
        <>
          <div className={classes.header}>
            <h2 id={titleId} className={classes.title}>
              {listTitle(list)}
            </h2>
            <IconButton
              size="small"
              aria-label={t('kit.close')}
              onClick={close}
            >
              <CloseIcon fontSize="small" />
            </IconButton>
          </div>
          <div className={classes.body}>
            {list.kind === 'lacking' ? (
              <LackingList {...list} />
            ) : (
              <ServiceList list={list} />
            )}
          </div>
        </>
      )}
    </Drawer>
  );
}
