import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import type { EntityTriageAnswer } from '@sei-platform/plugin-engineering-insights-common';
import {
  TOUCH_MEDIA,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useId } from 'react';
import { Link, useSearchParams } from 'react-router-dom';
import { triageLists } from './triageLists';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1.5, 3),
  },
  text: { flex: '1 1 320px', minWidth: 0 },
  title: {
    fontSize: 20,
    fontWeight: 600,
    lineHeight: '28px',
    margin: 0,
    overflowWrap: 'anywhere',
  },
  intro: {
    fontSize: 14,
    lineHeight: '20px',
    margin: theme.spacing(0.5, 0, 0),
    color: theme.palette.text.primary,
  },
  group: { flex: '0 1 240px', minWidth: 180 },
  lists: {
    flexBasis: '100%',
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
    gap: theme.spacing(1),
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  list: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1),
    height: '100%',
    padding: theme.spacing(1, 1.5),
    borderRadius: theme.shape.borderRadius,
    border: `1px solid ${theme.palette.divider}`,
    backgroundColor: theme.palette.background.paper,
    color: theme.palette.text.primary,
    fontSize: 13,
    lineHeight: '18px',
    textDecoration: 'none',
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
    [TOUCH_MEDIA]: { minHeight: 44, alignItems: 'center' },
  },
  amount: {
    fontSize: 20,
    fontWeight: 600,
    lineHeight: '24px',
    fontVariantNumeric: 'tabular-nums',
  },
}));

function GroupSelect({
  refs,
  chosen,
}: {
  readonly refs: readonly string[];
  readonly chosen: string;
}) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const id = useId();
  const [, setParameters] = useSearchParams();
  return (
    <TextField
      id={id}
      select
      size="small"
      variant="outlined"
      className={classes.group}
      label={t('triage.group')}
      value={chosen}
      onChange={event => setParameters({ entity: event.target.value })}
    >
      {refs.map(ref => (
        <MenuItem key={ref} value={ref}>
          {parseEntityRef(ref).name}
        </MenuItem>
      ))}
    </TextField>
  );
}

export interface TriageHeadProps {
  readonly answer: EntityTriageAnswer;
  readonly ownGroupRefs: readonly string[];
}

/** Whose triage it is, and how much is in each list. */
export function TriageHead({ answer, ownGroupRefs }: TriageHeadProps) {
  const classes = useStyles();
  const { t, count, counted } = usePagesFormats();
  const [parameters] = useSearchParams();
  const { entity, serviceCount, counts } = answer;
  const addressOf = (list: string) => {
    const next = new URLSearchParams(parameters);
    next.set('list', list);
    return `?${next}`;
  };
  const refs = [...new Set([...ownGroupRefs, entity.ref])];
  return (
    <div className={classes.root}>
      <div className={classes.text}>
        <h2 className={classes.title}>
          <EntityRefLink entityRef={entity.ref} title={entity.title} />
        </h2>
        <p className={classes.intro}>
          {t('triage.intro', {
            ...counted(serviceCount),
            title: entity.title,
          })}
        </p>
      </div>
      {refs.length > 1 && <GroupSelect refs={refs} chosen={entity.ref} />}
      {serviceCount > 0 && (
        <ul className={classes.lists} aria-label={t('triage.lists')}>
          {triageLists(counts, t).map(({ id, title, amount }) => (
            <li key={id}>
              <Link className={classes.list} to={addressOf(id)} replace>
                <span className={classes.amount}>{count(amount)}</span>
                <span>{title}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
