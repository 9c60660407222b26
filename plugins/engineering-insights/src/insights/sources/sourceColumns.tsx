import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import type { SourceSummary } from '@sei-platform/plugin-engineering-insights-common';
import {
  useChartColors,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  DataColumn,
  PagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import {
  BAD_STATES,
  budgetText,
  errorCountOf,
  lowestBudget,
  secondsSince,
  statesText,
  streamCountOf,
  webhooksText,
} from './sourceTexts';

const useStyles = makeStyles(theme => ({
  open: {
    font: 'inherit',
    fontWeight: 600,
    textAlign: 'left',
    // Also where a short name is made as wide as a finger.
    justifyContent: 'flex-start',
    color: theme.palette.text.primary,
    textDecoration: 'underline',
    textUnderlineOffset: 3,
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
}));

/** What a source is called and where it is; opens it. */
export function SourceName({
  source,
  onOpen,
}: {
  readonly source: SourceSummary;
  readonly onOpen: () => void;
}) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  return (
    <>
      <ButtonBase className={classes.open} onClick={onOpen}>
        {source.title}
      </ButtonBase>
      <div className={classes.note}>
        {source.origin}
        {source.isFromDescriptionOnly && (
          <span title={t('sources.fromDescriptionNote')}>
            {' · '}
            {t('sources.fromDescription')}
          </span>
        )}
      </div>
    </>
  );
}

/** In which states the streams of a source are; in the colour of what is bad where some need someone. */
export function States({ source }: { readonly source: SourceSummary }) {
  const formats = usePagesFormats();
  const colors = useChartColors();
  const isBad = BAD_STATES.some(state => source.streamCounts[state] > 0);
  return (
    <span style={isBad ? { color: colors.worse } : undefined}>
      {statesText(source, formats)}
    </span>
  );
}

/** How far behind a source is: half of its streams, and the furthest. */
export function Lag({
  source,
  asOf,
}: {
  readonly source: SourceSummary;
  readonly asOf: string;
}) {
  const { t, duration } = usePagesFormats();
  if (!source.coveredTo) return <>{t('sources.lagUnknown')}</>;
  const { median, oldest } = source.coveredTo;
  return (
    <>
      <div>
        {t('sources.lagMedian', {
          duration: duration(secondsSince(median, asOf)),
        })}
      </div>
      <div>
        {t('sources.lagOldest', {
          duration: duration(secondsSince(oldest, asOf)),
        })}
      </div>
    </>
  );
}

/** The columns of the sources. */
export function sourceColumns({
  formats,
  asOf,
  onOpen,
}: {
  readonly formats: PagesFormats;
  readonly asOf: string;
  readonly onOpen: (source: SourceSummary) => void;
}): readonly DataColumn<SourceSummary>[] {
  const { t, count } = formats;
  return [
    {
      id: 'source',
      label: t('sources.source'),
      isText: true,
      sortValue: row => row.title,
      render: row => <SourceName source={row} onOpen={() => onOpen(row)} />,
    },
    {
      id: 'streams',
      label: t('sources.streams'),
      isNumber: true,
      sortValue: streamCountOf,
      render: row => count(streamCountOf(row)),
    },
    {
      id: 'state',
      label: t('sources.state'),
      isText: true,
      sortValue: row =>
        BAD_STATES.reduce((sum, state) => sum + row.streamCounts[state], 0),
      render: row => <States source={row} />,
    },
    {
      id: 'lag',
      label: t('sources.lag'),
      sortValue: row =>
        row.coveredTo && secondsSince(row.coveredTo.oldest, asOf),
      render: row => <Lag source={row} asOf={asOf} />,
    },
    {
      id: 'budget',
      label: t('sources.budget'),
      isText: true,
      sortValue: row => {
        const lowest = lowestBudget(row, asOf);
        return lowest && lowest.remaining / lowest.limit;
      },
      render: row => budgetText(row, asOf, formats),
    },
    {
      id: 'webhooks',
      label: t('sources.webhooks'),
      isText: true,
      sortValue: row => row.webhooks?.storedCount,
      render: row => webhooksText(row, formats),
    },
    {
      id: 'errors',
      label: t('sources.errors'),
      isNumber: true,
      sortValue: errorCountOf,
      render: row => count(errorCountOf(row)),
    },
  ];
}
