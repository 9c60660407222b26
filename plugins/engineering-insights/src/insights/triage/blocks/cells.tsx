import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import type { EntitySummary } from '@sei-platform/plugin-engineering-insights-common';
import { usePagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import { Fragment } from 'react';
import type { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  name: { fontWeight: 600, overflowWrap: 'anywhere' },
  detail: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(0, 1),
    fontSize: 13,
    lineHeight: '20px',
  },
  line: { fontSize: 13, lineHeight: '20px', overflowWrap: 'anywhere' },
}));

/** What a row is about, with a link to it at its source and a line below. */
export function Subject({
  title,
  url,
  detail,
}: {
  readonly title: string;
  readonly url?: string;
  readonly detail?: string;
}) {
  const classes = useStyles();
  return (
    <>
      <div className={classes.name}>
        {url ? <Link to={url}>{title}</Link> : title}
      </div>
      {detail && <div className={classes.detail}>{detail}</div>}
    </>
  );
}

/** The services of a row, each with a link to its page. */
export function Services({
  services,
}: {
  readonly services: readonly EntitySummary[];
}) {
  return (
    <>
      {services.map(({ ref, title }, index) => (
        <Fragment key={ref}>
          {index > 0 && ', '}
          <EntityRefLink entityRef={ref} title={title} />
        </Fragment>
      ))}
    </>
  );
}

/** An instant in the reader's time zone, with UTC in the tooltip. */
export function When({ iso }: { readonly iso: string }) {
  const { instant, instantUtc } = usePagesFormats();
  return (
    <time dateTime={iso} title={instantUtc(iso)}>
      {instant(iso)}
    </time>
  );
}

/** A row where there is no room for columns. */
export function RowItem({
  subject,
  services,
  at,
  why,
  actions,
}: {
  readonly subject: ReactNode;
  readonly services?: readonly EntitySummary[];
  readonly at?: string;
  readonly why: ReactNode;
  readonly actions?: ReactNode;
}) {
  const classes = useStyles();
  return (
    <>
      {subject}
      <div className={classes.head}>
        {services && (
          <span>
            <Services services={services} />
          </span>
        )}
        {at && <When iso={at} />}
      </div>
      <div className={classes.line}>{why}</div>
      {actions}
    </>
  );
}
