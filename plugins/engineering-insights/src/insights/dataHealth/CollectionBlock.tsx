import { makeStyles } from '@material-ui/core/styles';
import type { EntityHealth } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { CollectionProgress } from '../../health/CollectionProgress';

const useStyles = makeStyles(theme => ({
  note: {
    fontSize: 13,
    lineHeight: '18px',
    marginTop: theme.spacing(1),
    color: theme.palette.text.secondary,
  },
}));

/** How far the histories of an entity's sources were read. */
export function CollectionBlock({
  collection,
}: {
  readonly collection: NonNullable<EntityHealth['collection']>;
}) {
  const classes = useStyles();
  const { t, count } = useFormats();
  const { doneScopeCount, totalScopeCount, secondsLeft } = collection;
  const amounts = {
    done: count(doneScopeCount),
    total: count(totalScopeCount),
  };
  return (
    <Block title={t('health.page.collection')}>
      <CollectionProgress
        label={t('health.page.collectionLabel', amounts)}
        progress={t('health.page.collectionProgress', amounts)}
        doneCount={doneScopeCount}
        totalCount={totalScopeCount}
        secondsLeft={secondsLeft}
      />
      <div className={classes.note}>{t('health.page.collectionNote')}</div>
    </Block>
  );
}
