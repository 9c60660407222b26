import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type {
  DeploymentRow,
  DoctorAnswer,
  IncidentRow,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  PlainTable,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { Fragment } from 'react';
import { useNarrowTable } from './useNarrowTable';

const useStyles = makeStyles(theme => ({
  none: { fontSize: 14, color: theme.palette.text.secondary },
  title: { overflowWrap: 'anywhere' },
  detail: {
    display: 'block',
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
  },
}));

const SHORT_SHA = 7;

function revisionText({ version, sha }: DeploymentRow): string {
  return version ?? sha?.slice(0, SHORT_SHA) ?? '–';
}

function Source({
  url,
  children,
}: {
  readonly url?: string;
  readonly children: string;
}) {
  const classes = useStyles();
  return url ? (
    <Link to={url} className={classes.title}>
      {children}
    </Link>
  ) : (
    <span className={classes.title}>{children}</span>
  );
}

/** Which environments there are among the deployments, and which count as production. */
export function EnvironmentsBlock({
  answer,
}: {
  readonly answer: DoctorAnswer;
}) {
  const classes = useStyles();
  const table = useNarrowTable();
  const { t, count } = usePagesFormats();
  const { now, then } = answer;
  const sides = then ? [now, then] : [now];
  const names = [
    ...new Set(
      sides.flatMap(side => side.environments.map(({ name }) => name)),
    ),
  ];
  const rowOf = (name: string) =>
    sides.map(side => {
      const found = side.environments.find(each => each.name === name);
      if (!found) return t('doctor.result.notMatched');
      const kind = found.isProduction ? 'isProduction' : 'isOther';
      return `${count(found.deploymentCount)} · ${t(`doctor.result.${kind}`)}`;
    });
  const title = t('doctor.result.environments');
  return (
    <Block title={title} subtitle={t('doctor.result.deployments')}>
      {names.length === 0 ? (
        <div className={classes.none}>{t('doctor.result.noEnvironments')}</div>
      ) : (
        <div className={table}>
          <PlainTable
            caption={title}
            columns={[
              { label: t('doctor.result.environment') },
              { label: t('doctor.result.now') },
              ...(then ? [{ label: t('doctor.result.then') }] : []),
            ]}
            rows={names.map(name => ({
              id: name,
              cells: [name, ...rowOf(name)],
            }))}
          />
        </div>
      )}
    </Block>
  );
}

/** The newest deployments that the rule matches. */
export function DeploymentsBlock({
  answer,
}: {
  readonly answer: DoctorAnswer;
}) {
  const classes = useStyles();
  const table = useNarrowTable();
  const { t, count, instant } = usePagesFormats();
  const side = answer.then ?? answer.now;
  const title = t(
    answer.then ? 'doctor.result.matched' : 'doctor.result.matchedNow',
  );
  const outcomeOf = (row: DeploymentRow) =>
    [
      t(`doctor.result.outcomeOf.${row.outcome}`),
      row.isFailed ? t('doctor.result.failed') : undefined,
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <Block
      title={title}
      subtitle={t('doctor.result.newest', {
        amount: count(side.deployments.length),
        total: count(side.counts.deployments),
      })}
    >
      {side.deployments.length === 0 ? (
        <div className={classes.none}>{t('doctor.result.none')}</div>
      ) : (
        <div className={table}>
          <PlainTable
            caption={title}
            columns={[
              { label: t('doctor.result.revision') },
              { label: t('doctor.result.environment') },
              { label: t('doctor.result.outcome') },
            ]}
            rows={side.deployments.map(row => ({
              id: row.id,
              cells: [
                <Fragment key="revision">
                  <Source url={row.url}>{revisionText(row)}</Source>
                  {row.finishedAt && (
                    <span className={classes.detail}>
                      {instant(row.finishedAt)}
                    </span>
                  )}
                </Fragment>,
                row.environment ?? '–',
                outcomeOf(row),
              ],
            }))}
          />
        </div>
      )}
    </Block>
  );
}

/** The newest incidents, and issues that the rule takes for some. */
export function IncidentsBlock({ answer }: { readonly answer: DoctorAnswer }) {
  const classes = useStyles();
  const table = useNarrowTable();
  const { t, count, instant } = usePagesFormats();
  const side = answer.then ?? answer.now;
  const title = t(
    answer.then ? 'doctor.result.incidents' : 'doctor.result.incidentsNow',
  );
  const cellsOf = (row: IncidentRow) => [
    <Source key="title" url={row.url}>
      {row.title}
    </Source>,
    instant(row.openedAt),
    t(`doctor.result.attributionOf.${row.attribution}`),
  ];
  return (
    <Block
      title={title}
      subtitle={t('doctor.result.newest', {
        amount: count(side.incidents.length),
        total: count(side.counts.incidents),
      })}
    >
      {side.incidents.length === 0 ? (
        <div className={classes.none}>{t('doctor.result.none')}</div>
      ) : (
        <div className={table}>
          <PlainTable
            caption={title}
            columns={[
              { label: t('doctor.result.incident') },
              { label: t('doctor.result.opened') },
              { label: t('doctor.result.attribution') },
            ]}
            rows={side.incidents.map(row => ({
              id: row.id,
              cells: cellsOf(row),
            }))}
          />
        </div>
      )}
    </Block>
  );
}
