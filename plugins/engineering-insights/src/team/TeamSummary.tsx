import { makeStyles } from '@material-ui/core/styles';
import type { TeamAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { ServicesButton } from '../page/ServicesButton';

const useStyles = makeStyles(theme => ({
  heading: { fontSize: 24, lineHeight: '32px', margin: 0 },
  root: {
    fontSize: 16,
    lineHeight: '24px',
    margin: 0,
    color: theme.palette.text.primary,
  },
}));

function None({ answer }: { readonly answer: TeamAnswer }) {
  const { t } = useFormats();
  const canInclude = answer.hasSubTeams && !answer.isWithSubTeams;
  return (
    <>
      {t('team.summary.none', { team: answer.entity.title })}{' '}
      {t(
        canInclude
          ? 'team.summary.noneActionSubTeams'
          : 'team.summary.noneAction',
      )}
    </>
  );
}

/** Whose work the page is about, and whose it mostly is. */
export function TeamSummary({ answer }: { readonly answer: TeamAnswer }) {
  const classes = useStyles();
  const { t, share } = useFormats();
  const team = answer.entity.title;
  const largest = answer.metrics.find(
    ({ metricId }) => metricId === 'flow.throughput',
  )?.largestContributor;
  return (
    <>
      <h1 className={classes.heading} data-print-only>
        {t('team.summary.printed', { title: team })}
      </h1>
      <p className={classes.root}>
        {answer.services.length === 0 ? (
          <None answer={answer} />
        ) : (
          <>
            {t('team.summary.before')}{' '}
            <ServicesButton entity={answer.entity} services={answer.services} />{' '}
            {t('team.summary.after', { team })}{' '}
            {largest &&
              t('team.summary.mostly', {
                title: largest.title,
                share: share(largest.share),
              })}
          </>
        )}
      </p>
    </>
  );
}
