import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockBoundary,
  BlockError,
  BlockSkeleton,
  useEntityHealth,
  useFormats,
  useLiveUpdates,
} from '@sei-platform/plugin-engineering-insights-react';
import { GapsDialog } from '../../health/GapsDialog';
import { Notice } from '../../page/Notice';
import { CatalogEntityPicker } from '../entity/CatalogEntityPicker';
import { refOf, useInsightsEntity } from '../entity/useInsightsEntity';
import { CollectionBlock } from './CollectionBlock';
import { FractionsBlock } from './FractionsBlock';
import { ServicesBlock } from './ServicesBlock';
import { StreamsBlock } from './StreamsBlock';
import { useHealthState } from './useHealthState';

const SKELETON_HEIGHT = 120;
const STREAMS_HEIGHT = 320;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
    fontFamily: theme.typography.fontFamily,
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    fontSize: 14,
  },
}));

/** Kinds that are made of services, and have no sources of their own. */
const ROLL_UPS = ['group', 'system', 'domain'];

function EntityHealthBlocks({ entity }: { readonly entity: EntityName }) {
  const { t } = useFormats();
  const [state, update] = useHealthState();
  useLiveUpdates(entity);
  const query = useEntityHealth(entity);
  const health = query.data;
  const what = t('health.page.what');
  const isRollUp = ROLL_UPS.includes(entity.kind.toLocaleLowerCase('en-US'));
  if (!health)
    return (
      <Block title={t('health.page.fractions')}>
        {query.error ? (
          <BlockError
            error={query.error}
            what={what}
            onRetry={() => query.refetch()}
          />
        ) : (
          <BlockSkeleton
            height={SKELETON_HEIGHT + STREAMS_HEIGHT}
            what={what}
          />
        )}
      </Block>
    );
  return (
    <>
      {health.collection && <CollectionBlock collection={health.collection} />}
      <BlockBoundary>
        <FractionsBlock
          fractions={health.fractions}
          onOpen={gaps => update({ gaps })}
          isBusy={query.isFetching}
        />
      </BlockBoundary>
      <BlockBoundary>
        {isRollUp ? (
          <ServicesBlock entity={entity} />
        ) : (
          <StreamsBlock health={health} isBusy={query.isFetching} />
        )}
      </BlockBoundary>
      <GapsDialog
        entity={entity}
        fraction={health.fractions.find(({ id }) => id === state.gaps)}
        onClose={() => update({ gaps: null })}
      />
    </>
  );
}

/** How complete the data of an entity is, what closes its gaps, and how far each source was read. */
export function DataHealthSection() {
  const classes = useStyles();
  const { t } = useFormats();
  const [found, choose] = useInsightsEntity();
  const ref = found.status === 'known' ? refOf(found.entity) : undefined;
  return (
    <div className={classes.root}>
      <div className={classes.bar}>
        <CatalogEntityPicker of="any" value={ref} onChoose={choose} />
        {found.status === 'known' && <EntityRefLink entityRef={found.entity} />}
        {found.status === 'known' && found.isOwn && (
          <span>{t('health.page.ownGroup')}</span>
        )}
      </div>
      {found.status === 'none' && <Notice>{t('health.page.noGroup')}</Notice>}
      {found.status === 'invalid' && (
        <Notice>{t('health.page.badEntity', { ref: found.ref })}</Notice>
      )}
      {found.status === 'loading' && (
        <BlockSkeleton height={SKELETON_HEIGHT} what={t('health.page.what')} />
      )}
      {found.status === 'known' && (
        <EntityHealthBlocks key={ref} entity={found.entity} />
      )}
    </div>
  );
}
