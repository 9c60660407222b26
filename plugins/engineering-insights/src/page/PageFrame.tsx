import { makeStyles } from '@material-ui/core/styles';
import {
  LayoutProvider,
  PrintablePage,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import type { ReactNode } from 'react';
import { PageContextProvider } from './state/PageContext';
import type { PageContextValue } from './state/PageContext';

const useStyles = makeStyles(theme => ({
  root: {
    minWidth: 0,
    fontFamily: theme.typography.fontFamily,
    color: theme.palette.text.primary,
    // However long a name that a source gave is, it stays on the page.
    overflowWrap: 'break-word',
  },
}));

export interface PageFrameProps {
  readonly value: PageContextValue;
  readonly children: ReactNode;
}

/** What every page of numbers stands in: its state, its width, its paper. */
export function PageFrame({ value, children }: PageFrameProps) {
  const classes = useStyles();
  const touchTargets = useTouchTargets();
  return (
    <PageContextProvider value={value}>
      <PrintablePage>
        <LayoutProvider className={`${classes.root} ${touchTargets}`}>
          {children}
        </LayoutProvider>
      </PrintablePage>
    </PageContextProvider>
  );
}
