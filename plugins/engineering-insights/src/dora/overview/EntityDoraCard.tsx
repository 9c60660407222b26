import { Link } from '@backstage/core-components';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
// The whole of -react would bring its charts onto every overview.
import { useFormats } from '@sei-platform/plugin-engineering-insights-react/formats';
import {
  LayoutProvider,
  TOUCH_MEDIA,
  TOUCH_TARGET_PX,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react/hooks';
import { QueryProvider } from '@sei-platform/plugin-engineering-insights-react/queries';
import { useEntityName } from '../../page/useEntityName';
import { DoraOverview } from './DoraOverview';
import { useDoraTabPath } from './useDoraTabPath';

const TITLE_HEIGHT_PX = 24;

const useStyles = makeStyles({
  link: {
    [TOUCH_MEDIA]: {
      display: 'inline-flex',
      alignItems: 'center',
      minHeight: TOUCH_TARGET_PX,
      // Larger to touch without a higher header.
      margin: `${(TITLE_HEIGHT_PX - TOUCH_TARGET_PX) / 2}px 0`,
    },
  },
});

/** The DORA metrics on the overview of the entity whose page one is on. */
export function EntityDoraCard() {
  const classes = useStyles();
  const touchTargets = useTouchTargets();
  const { t } = useFormats();
  const entity = useEntityName();
  const tabPath = useDoraTabPath();
  return (
    <EntityInfoCard
      title={t('dora.overview.title')}
      headerActions={
        tabPath && (
          <Link to={tabPath} className={classes.link}>
            {t('dora.overview.open')}
          </Link>
        )
      }
    >
      <QueryProvider>
        <LayoutProvider className={touchTargets}>
          <DoraOverview entity={entity} />
        </LayoutProvider>
      </QueryProvider>
    </EntityInfoCard>
  );
}
