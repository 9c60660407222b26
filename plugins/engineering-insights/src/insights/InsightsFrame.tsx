import { Content, Header, Page, Progress } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import {
  LayoutProvider,
  PrintablePage,
  useFormats,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { InsightsTabs } from './InsightsTabs';
import type { InsightsSection } from './sections';

const useStyles = makeStyles(theme => ({
  root: {
    minWidth: 0,
    fontFamily: theme.typography.fontFamily,
    color: theme.palette.text.primary,
    // However long a name that a source gave is, it stays on the page.
    overflowWrap: 'break-word',
    // On the page and not on paper, where a secondary colour has too little contrast.
    '& label': { color: theme.palette.text.primary },
  },
}));

export interface InsightsFrameProps {
  readonly sections: readonly InsightsSection[];
  readonly selected: InsightsSection;
  readonly children: ReactNode;
}

/** What every tab of the Engineering Insights page stands in: header, tabs, its width, its paper. */
export function InsightsFrame({
  sections,
  selected,
  children,
}: InsightsFrameProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const touchTargets = useTouchTargets();
  const title = t('insights.title');
  return (
    <Page themeId="tool">
      <Header
        title={title}
        pageTitleOverride={`${t(`insights.section.${selected.id}`)} · ${title}`}
      />
      <InsightsTabs sections={sections} selected={selected} />
      <Content>
        <PrintablePage>
          <LayoutProvider className={`${classes.root} ${touchTargets}`}>
            <Suspense fallback={<Progress />}>{children}</Suspense>
          </LayoutProvider>
        </PrintablePage>
      </Content>
    </Page>
  );
}
