import { EntityRefLink } from '@backstage/plugin-catalog-react';
import ButtonBase from '@material-ui/core/ButtonBase';
import Popover from '@material-ui/core/Popover';
import { makeStyles } from '@material-ui/core/styles';
import type { EntitySummary } from '@sei-platform/plugin-engineering-insights-common';
import {
  TOUCH_MEDIA,
  useFormats,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';

const useStyles = makeStyles(theme => ({
  button: {
    font: 'inherit',
    color: theme.palette.text.primary,
    verticalAlign: 'baseline',
    textDecoration: 'underline',
    textUnderlineOffset: 3,
    // Larger than it looks, without pushing the lines apart.
    [TOUCH_MEDIA]: { margin: theme.spacing(-1.5, 0) },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  paper: {
    fontFamily: theme.typography.fontFamily,
    minWidth: 240,
    maxWidth: 'calc(100vw - 32px)',
    maxHeight: 420,
    padding: theme.spacing(2),
  },
  title: {
    fontSize: 15,
    fontWeight: 600,
    lineHeight: '20px',
    margin: theme.spacing(0, 0, 1),
    overflowWrap: 'anywhere',
  },
  list: { margin: 0, padding: 0, listStyle: 'none', fontSize: 14 },
  item: { padding: theme.spacing(0.5, 0), overflowWrap: 'anywhere' },
}));

export interface ServicesButtonProps {
  /** Whose they are. */
  readonly entity: EntitySummary;
  readonly services: readonly EntitySummary[];
}

/** How many services count; opens which. */
export function ServicesButton({ entity, services }: ServicesButtonProps) {
  const classes = useStyles();
  const touchTargets = useTouchTargets();
  const { t, counted } = useFormats();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const title = t('kit.servicesOf', { title: entity.title });
  return (
    <>
      <ButtonBase
        className={classes.button}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('kit.services', counted(services.length))}
      </ButtonBase>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        PaperProps={{
          className: `${classes.paper} ${touchTargets}`,
          role: 'dialog',
          'aria-label': title,
        }}
      >
        <h2 className={classes.title}>{title}</h2>
        <ul className={classes.list}>
          {services.map(service => (
            <li key={service.ref} className={classes.item}>
              <EntityRefLink entityRef={service.ref} title={service.title} />
            </li>
          ))}
        </ul>
      </Popover>
    </>
  );
}
