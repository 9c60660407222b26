import { makeStyles } from '@material-ui/core/styles';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import {
  LayoutProvider,
  PrintablePage,
  useLiveUpdates,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { DoraContent } from './DoraContent';
import { DoraContextProvider } from './state/DoraContext';
import { useDoraState } from './state/useDoraState';

const useStyles = makeStyles(theme => ({
  root: {
    minWidth: 0,
    fontFamily: theme.typography.fontFamily,
    color: theme.palette.text.primary,
  },
}));

/** The DORA tab of one entity. */
export function DoraPage({ entity }: { readonly entity: EntityName }) {
  const classes = useStyles();
  const touchTargets = useTouchTargets();
  const [state, update] = useDoraState();
  const { changeCount } = useLiveUpdates(entity);
  const value = useMemo(
    () => ({ entity, state, update, changeCount }),
    [entity, state, update, changeCount],
  );
  return (
    <DoraContextProvider value={value}>
      <PrintablePage>
        <LayoutProvider className={`${classes.root} ${touchTargets}`}>
          <DoraContent />
        </LayoutProvider>
      </PrintablePage>
    </DoraContextProvider>
  );
}
