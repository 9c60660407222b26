import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { makeStyles } from '@material-ui/core/styles';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { Link, useLocation } from 'react-router-dom';
import type { InsightsSection } from './sections';
import { useInsightsPath } from './useInsightsPath';

const useStyles = makeStyles(theme => ({
  root: {
    gridArea: 'pageSubheader',
    backgroundColor: theme.palette.background.paper,
    borderBottom: `1px solid ${theme.palette.divider}`,
    paddingLeft: theme.spacing(2),
    minWidth: 0,
  },
  tab: { textTransform: 'none', minWidth: 0 },
}));

export interface InsightsTabsProps {
  readonly sections: readonly InsightsSection[];
  readonly selected: InsightsSection;
}

/** The tabs of the Engineering Insights page: links, which keep the entity that is looked at. */
export function InsightsTabs({ sections, selected }: InsightsTabsProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const pathOf = useInsightsPath();
  const entity = new URLSearchParams(useLocation().search).get('entity');
  return (
    <nav
      aria-label={t('insights.sections')}
      className={classes.root}
      data-no-print
    >
      <Tabs
        value={selected.id}
        variant="scrollable"
        scrollButtons="auto"
        indicatorColor="primary"
        textColor="inherit"
      >
        {sections.map(({ id }) => (
          <Tab
            key={id}
            value={id}
            className={classes.tab}
            label={t(`insights.section.${id}`)}
            component={Link}
            to={pathOf?.(id, entity ? { entity } : {}) ?? ''}
          />
        ))}
      </Tabs>
    </nav>
  );
}
