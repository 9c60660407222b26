import Button from '@material-ui/core/Button';
import Popover, { type PopoverActions } from '@material-ui/core/Popover';
import { makeStyles } from '@material-ui/core/styles';
import {
  BlockBoundary,
  BlockSkeleton,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import {
  lazy,
  Suspense,
  useLayoutEffect,
  useRef,
  useState,
  type RefObject,
} from 'react';
import type { HealthDetailsProps } from './HealthDetails';

const HealthDetails = lazy(async () => ({
  default: (await import('./HealthDetails')).HealthDetails,
}));

const useStyles = makeStyles(theme => ({
  button: {
    textTransform: 'none',
    fontSize: 12,
    fontWeight: 400,
    color: theme.palette.text.secondary,
    minWidth: 0,
  },
  // Beside many controls it is cut; what it opens says all.
  label: {
    display: 'block',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  paper: {
    fontFamily: theme.typography.fontFamily,
    width: 420,
    maxWidth: 'calc(100vw - 32px)',
    padding: theme.spacing(2),
  },
}));

const DETAILS_HEIGHT = 320;

/** A popover takes its place when it opens; what comes after that could reach below the window, out of reach. */
function PlaceAgain({ actions }: { actions: RefObject<PopoverActions> }) {
  useLayoutEffect(() => actions.current?.updatePosition());
  return null;
}

/** What the numbers rest on, in a line; opens the gaps with their fixes. */
export function DataBadge({ health, window }: HealthDetailsProps) {
  const classes = useStyles();
  const { t, count, ago } = useFormats();
  const isNarrow = useLayoutSize() === 'narrow';
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const actions = useRef<PopoverActions>(null);
  const { usableCount, totalCount } = health.deployments;
  const parts = [
    totalCount > 0 && !isNarrow
      ? t('dora.bar.badge', {
          usable: count(usableCount),
          total: count(totalCount),
        })
      : t('dora.bar.badgeNone'),
    ...(health.lastSyncAt && !isNarrow
      ? [t('dora.bar.synced', { ago: ago(health.lastSyncAt) })]
      : []),
  ];
  return (
    <>
      <Button
        size="small"
        classes={{ root: classes.button, label: classes.label }}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {parts.join(' · ')}
      </Button>
      <Popover
        action={actions}
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        PaperProps={{
          className: classes.paper,
          role: 'dialog',
          'aria-label': t('dora.health.title'),
        }}
      >
        <BlockBoundary>
          <Suspense
            fallback={
              <BlockSkeleton
                height={DETAILS_HEIGHT}
                what={t('dora.health.title')}
              />
            }
          >
            <HealthDetails health={health} window={window} />
            <PlaceAgain actions={actions} />
          </Suspense>
        </BlockBoundary>
      </Popover>
    </>
  );
}
