import type { BackstageTheme } from '@backstage/theme';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { NOW_TILES } from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockBoundary,
  BlockError,
  useFormats,
  useLayoutSize,
  useTeamNow,
} from '@sei-platform/plugin-engineering-insights-react';
import type { ReactNode } from 'react';
import { lazy, Suspense, useId } from 'react';
import { useTeamContext } from '../state/TeamContext';
import { NOW_TILE_HEIGHT, NowTileCard } from './NowTileCard';

const NowList = lazy(async () => ({
  default: (await import('./NowList')).NowList,
}));

// The portal's own subtle text: the secondary one has too little contrast on the page itself.
const useStyles = makeStyles((theme: BackstageTheme) => ({
  header: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(0.75),
  },
  title: { fontSize: 18, lineHeight: '24px', fontWeight: 600, margin: 0 },
  subtitle: { fontSize: 13, color: theme.palette.textSubtle },
  tiles: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  },
  wide: { gridTemplateColumns: 'repeat(4, minmax(0, 1fr))' },
}));

function Tiles({ children }: { readonly children: ReactNode }) {
  const classes = useStyles();
  const isNarrow = useLayoutSize() === 'narrow';
  return (
    <div className={`${classes.tiles} ${isNarrow ? '' : classes.wide}`}>
      {children}
    </div>
  );
}

/** What waits, is late, is red or is open in the team at this moment. */
export function NowTiles({ days }: { readonly days: number }) {
  const classes = useStyles();
  const { t, counted } = useFormats();
  const titleId = useId();
  const { entity, state, update } = useTeamContext();
  const now = useTeamNow({ entity, isWithSubTeams: state.isWithSubTeams });
  return (
    <section aria-labelledby={titleId} aria-busy={now.isFetching || undefined}>
      <div className={classes.header}>
        <h2 id={titleId} className={classes.title}>
          {t('team.now.title')}
        </h2>
        <span className={classes.subtitle}>{t('team.now.subtitle')}</span>
      </div>
      {now.data && (
        <Tiles>
          {NOW_TILES.map(id => (
            <BlockBoundary key={id}>
              <NowTileCard id={id} tile={now.data.tiles[id]} days={days} />
            </BlockBoundary>
          ))}
        </Tiles>
      )}
      {now.data && now.data.hiddenServiceCount > 0 && (
        <p className={classes.subtitle}>
          {t('kit.hiddenServices', counted(now.data.hiddenServiceCount))}
        </p>
      )}
      {!now.data && now.error && (
        <BlockError
          error={now.error}
          what={t('team.now.what')}
          onRetry={() => now.refetch()}
        />
      )}
      {!now.data && !now.error && (
        <div
          role="status"
          aria-label={t('kit.loading', { what: t('team.now.what') })}
        >
          <Tiles>
            {NOW_TILES.map(id => (
              <Skeleton key={id} variant="rect" height={NOW_TILE_HEIGHT} />
            ))}
          </Tiles>
        </div>
      )}
      {state.tile && (
        <BlockBoundary>
          <Suspense fallback={null}>
            <NowList
              id={state.tile}
              tile={now.data?.tiles[state.tile]}
              onClose={() => update({ tile: null })}
            />
          </Suspense>
        </BlockBoundary>
      )}
    </section>
  );
}
