import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { BackstageTheme } from '@backstage/theme';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { OverviewAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { usePagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import { Cell, Grid } from '../../team/section/Grid';
import { OverviewMessage } from './OverviewMessage';
import { BandMonths } from './bands/BandMonths';
import { BandStrips } from './bands/BandStrips';
import { CompletenessBlock } from './completeness/CompletenessBlock';
import { MovedBlock } from './moved/MovedBlock';
import { useOverviewContext } from './state/OverviewContext';
import { Trends } from './trends/Trends';

// The portal's own subtle text: the secondary one has too little contrast on the page itself.
const useStyles = makeStyles((theme: BackstageTheme) => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
  },
  title: { fontSize: 20, lineHeight: '28px', margin: 0 },
  summary: { fontSize: 15, lineHeight: '22px', margin: 0 },
  note: {
    fontSize: 13,
    lineHeight: '18px',
    margin: theme.spacing(0.5, 0, 0),
    color: theme.palette.textSubtle,
  },
}));

function Summary({ answer }: { readonly answer: OverviewAnswer }) {
  const classes = useStyles();
  const { t, counted, dayRange } = usePagesFormats();
  const { state } = useOverviewContext();
  const { entity, window, serviceCount, hiddenServiceCount } = answer;
  const filters = [
    state.lifecycle !== undefined &&
      t('overview.summary.filterLifecycle', { lifecycle: state.lifecycle }),
    state.tag !== undefined &&
      t('overview.summary.filterTag', { tag: state.tag }),
  ].filter((text): text is string => text !== false);
  return (
    <div>
      <h1 className={classes.title} data-print-only>
        {t('overview.printed', { title: entity.title })}
      </h1>
      <p className={classes.summary}>
        {t('overview.summary.services', {
          ...dayRange(window),
          services: t('kit.services', counted(serviceCount)),
        })}{' '}
        <EntityRefLink
          entityRef={entity.ref}
          title={entity.title}
          underline="always"
        />
        .
        {filters.length > 0 &&
          ` ${t('overview.summary.filtered', {
            filters: filters.join(` ${t('overview.summary.and')} `),
          })}`}
      </p>
      <p className={classes.note}>
        {hiddenServiceCount > 0 &&
          !answer.isFiltered &&
          `${t('overview.summary.hidden', counted(hiddenServiceCount))} `}
        {t('overview.summary.note')}
      </p>
    </div>
  );
}

/** Why there are no services, and what gives some. */
function NoServices({ answer }: { readonly answer: OverviewAnswer }) {
  const { t } = usePagesFormats();
  const { update } = useOverviewContext();
  const { title } = answer.entity;
  if (answer.isFiltered) {
    return (
      <OverviewMessage sentence={t('overview.target.noneLeft', { title })}>
        <Button
          color="primary"
          onClick={() => update({ lifecycle: null, tag: null })}
        >
          {t('overview.target.clear')}
        </Button>
      </OverviewMessage>
    );
  }
  return (
    <OverviewMessage
      sentence={t('overview.target.noServices', {
        title,
        days: String(answer.window.days),
      })}
      action={t('overview.target.noServicesAction')}
    />
  );
}

export interface OverviewContentProps {
  readonly answer: OverviewAnswer;
  /** What is shown is of before the last choice. */
  readonly isBusy: boolean;
}

/** The overview, top to bottom: bands by month, the five, bands now, what moved, what is missing. */
export function OverviewContent({ answer, isBusy }: OverviewContentProps) {
  const classes = useStyles();
  if (answer.serviceCount === 0) return <NoServices answer={answer} />;
  return (
    <div className={classes.root} aria-busy={isBusy || undefined}>
      <Summary answer={answer} />
      <Grid>
        <Cell columns={7}>
          <BandMonths answer={answer} isBusy={isBusy} />
        </Cell>
        <Cell columns={5}>
          <BandStrips answer={answer} isBusy={isBusy} />
        </Cell>
      </Grid>
      <Trends answer={answer} isBusy={isBusy} />
      <Grid>
        <Cell columns={7}>
          <MovedBlock />
        </Cell>
        <Cell columns={5}>
          <CompletenessBlock />
        </Cell>
      </Grid>
    </div>
  );
}
