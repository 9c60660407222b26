import type { BackstageTheme } from '@backstage/theme';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import type { TeamSection } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import { useTeamContext } from '../state/TeamContext';

// The portal's own subtle text: the secondary one has too little contrast on the page itself.
const useStyles = makeStyles((theme: BackstageTheme) => ({
  root: { borderTop: `1px solid ${theme.palette.divider}`, minWidth: 0 },
  title: { margin: 0, font: 'inherit' },
  button: {
    width: '100%',
    minHeight: 48,
    display: 'flex',
    justifyContent: 'flex-start',
    alignItems: 'center',
    gap: theme.spacing(1),
    textAlign: 'left',
    fontFamily: theme.typography.fontFamily,
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: -2,
    },
  },
  name: { fontSize: 18, lineHeight: '24px', fontWeight: 600 },
  hint: { flex: 1, fontSize: 13, color: theme.palette.textSubtle },
  icon: {
    transition: theme.transitions.create('transform', { duration: 120 }),
  },
  open: { transform: 'rotate(180deg)' },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    paddingBottom: theme.spacing(2),
    minWidth: 0,
  },
}));

export interface SectionFrameProps {
  readonly section: TeamSection;
  /** Only made once the section is open. */
  readonly children: () => ReactNode;
}

/** A part of the page that opens and closes; the address knows which are open. */
export function SectionFrame({ section, children }: SectionFrameProps) {
  const classes = useStyles();
  const { t } = useFormats();
  const id = useId();
  const { state, update } = useTeamContext();
  const isOpen = state.openSections.includes(section);
  const toggle = () =>
    update({
      openSections: isOpen
        ? state.openSections.filter(other => other !== section)
        : [...state.openSections, section],
    });
  return (
    <section
      className={classes.root}
      aria-labelledby={`${id}-name`}
      data-no-print={isOpen ? undefined : true}
    >
      <h2 className={classes.title}>
        <ButtonBase
          className={classes.button}
          aria-expanded={isOpen}
          aria-controls={isOpen ? `${id}-body` : undefined}
          onClick={toggle}
        >
          <span id={`${id}-name`} className={classes.name}>
            {t(`team.section.${section}`)}
          </span>
          <span className={classes.hint}>
            {t(`team.section.${section}Hint`)}
          </span>
          <ExpandMoreIcon
            aria-hidden
            className={`${classes.icon} ${isOpen ? classes.open : ''}`}
          />
        </ButtonBase>
      </h2>
      {isOpen && (
        <div id={`${id}-body`} className={classes.body}>
          {children()}
        </div>
      )}
    </section>
  );
}
