import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import type {
  SourceErrorGroup,
  SourceSummary,
  SourceWebhooks,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  useChartColors,
  usePagesFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import type { ReactNode } from 'react';
import { CollectionProgress } from '../../health/CollectionProgress';
import { Lag, States } from './sourceColumns';
import { isBudgetKnown } from './sourceTexts';
import { useSourcesState } from './useSourcesState';

const useStyles = makeStyles(theme => ({
  grid: { display: 'grid', gap: theme.spacing(2) },
  wide: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(90px, auto) minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    fontSize: 13,
    lineHeight: '20px',
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  item: {
    fontSize: 14,
    lineHeight: '20px',
    marginBottom: theme.spacing(1.5),
    overflowWrap: 'anywhere',
  },
  note: {
    fontSize: 13,
    lineHeight: '18px',
    color: theme.palette.text.secondary,
  },
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    fontSize: 13,
    lineHeight: '20px',
  },
}));

function Fact({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Instant({ iso }: { readonly iso?: string }) {
  const { t, instant, instantUtc } = usePagesFormats();
  if (!iso) return <>{t('sources.never')}</>;
  return (
    <time dateTime={iso} title={instantUtc(iso)}>
      {instant(iso)}
    </time>
  );
}

function FactsBlock({
  source,
  asOf,
}: {
  readonly source: SourceSummary;
  readonly asOf: string;
}) {
  const classes = useStyles();
  const { t, count } = usePagesFormats();
  const colors = useChartColors();
  const { counters, collection } = source;
  const amounts = collection && {
    done: count(collection.doneStreamCount),
    total: count(collection.totalStreamCount),
  };
  return (
    <Block title={t('sources.facts')}>
      <dl className={classes.facts}>
        <Fact label={t('sources.streams')}>
          <States source={source} />
        </Fact>
        <Fact label={t('sources.scopes')}>
          {source.goneScopeCount > 0
            ? t('sources.scopesGone', {
                amount: count(source.scopeCount),
                gone: count(source.goneScopeCount),
              })
            : count(source.scopeCount)}
        </Fact>
        <Fact label={t('sources.lag')}>
          <Lag source={source} asOf={asOf} />
        </Fact>
        <Fact label={t('sources.lastSuccess')}>
          <Instant iso={source.lastSuccessAt} />
        </Fact>
        <Fact label={t('sources.items')}>
          {t('sources.itemsText', {
            read: count(counters.read),
            written: count(counters.written),
            ignored: count(counters.ignored),
            invalid: count(counters.invalid),
          })}
        </Fact>
        {source.tasks.map(({ task, lastSuccessAt, lastError }) => (
          <Fact key={task} label={t(`sources.task.${task}`)}>
            <Instant iso={lastSuccessAt} />
            {lastError && (
              <div style={{ color: colors.worse }}>{lastError.message}</div>
            )}
          </Fact>
        ))}
      </dl>
      {collection && amounts && (
        <div style={{ marginTop: 16 }}>
          <CollectionProgress
            label={t('sources.collectionLabel', amounts)}
            progress={t('sources.collectionProgress', amounts)}
            doneCount={collection.doneStreamCount}
            totalCount={collection.totalStreamCount}
            secondsLeft={collection.secondsLeft}
          />
        </div>
      )}
    </Block>
  );
}

function BudgetsBlock({
  source,
  asOf,
}: {
  readonly source: SourceSummary;
  readonly asOf: string;
}) {
  const classes = useStyles();
  const { t, count, ago, instant } = usePagesFormats();
  return (
    <Block title={t('sources.budget')}>
      {source.budgets.length === 0 && (
        <div className={classes.note}>{t('sources.budgetUnknown')}</div>
      )}
      {source.budgets.map(budget => {
        const used = budget.limit - budget.remaining;
        const isKnown = isBudgetKnown(budget, asOf);
        const usedText = t('sources.budgetUsed', {
          used: count(used),
          limit: count(budget.limit),
        });
        return (
          <div key={budget.credential} className={classes.item}>
            <div>
              {budget.credential}
              {budget.scopePrefix &&
                ` · ${t('sources.budgetPrefix', {
                  prefix: budget.scopePrefix,
                })}`}
            </div>
            {isKnown && (
              <LinearProgress
                variant="determinate"
                aria-label={`${budget.credential}: ${usedText}`}
                value={(100 * used) / budget.limit}
              />
            )}
            <div className={classes.note}>
              {isKnown
                ? [
                    usedText,
                    t('sources.budgetReset', {
                      instant: instant(budget.resetsAt),
                    }),
                    t('sources.budgetReserve', {
                      amount: count(budget.reserve),
                    }),
                  ].join(' · ')
                : t('sources.budgetOver', { ago: ago(budget.resetsAt) })}
            </div>
          </div>
        );
      })}
    </Block>
  );
}

function ErrorItem({ group }: { readonly group: SourceErrorGroup }) {
  const classes = useStyles();
  const { t, counted, ago, instant } = usePagesFormats();
  const [, update] = useSourcesState();
  return (
    <div className={classes.item}>
      <div>{group.message}</div>
      <div className={classes.note}>
        {[
          `${t('sources.errorCount', counted(group.streamCount))} ${t(
            'sources.errorScopes',
            counted(group.scopeCount),
          )}`,
          t('sources.errorLast', { ago: ago(group.lastAt) }),
          t('sources.errorRetry', { instant: instant(group.retryAt) }),
        ].join(' · ')}
      </div>
      <Button
        size="small"
        color="primary"
        data-no-print
        style={{ marginLeft: -5 }}
        onClick={() => update({ text: group.name, state: null, page: 0 })}
      >
        {t('sources.errorShow')}
      </Button>
    </div>
  );
}

function ErrorsBlock({ source }: { readonly source: SourceSummary }) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  return (
    <Block title={t('sources.errors')}>
      {source.errors.length === 0 && (
        <div className={classes.note}>{t('sources.errorsNone')}</div>
      )}
      {source.errors.map(group => (
        <ErrorItem key={`${group.name} ${group.message}`} group={group} />
      ))}
    </Block>
  );
}

function Webhooks({ webhooks }: { readonly webhooks: SourceWebhooks }) {
  const classes = useStyles();
  const { t, count, counted, ago } = usePagesFormats();
  const { pendingCount, pendingSince, failedCount, notStored } = webhooks;
  const unstored = [
    [notStored.badSignature, t('sources.badSignature')],
    [webhooks.badSignatureOfAnyCount, t('sources.badSignatureAny')],
    [notStored.unknownScope, t('sources.unknownScope')],
    [notStored.notRead, t('sources.notRead')],
    [notStored.duplicate, t('sources.duplicate')],
  ] as const;
  return (
    <ul className={classes.list}>
      <li>{t('sources.stored', counted(webhooks.storedCount))}</li>
      <li>
        {pendingCount > 0 && pendingSince
          ? t('sources.pending', {
              ...counted(pendingCount),
              ago: ago(pendingSince),
            })
          : t('sources.pendingNone')}
      </li>
      {failedCount > 0 && <li>{t('sources.failed', counted(failedCount))}</li>}
      {unstored
        .filter(([amount]) => amount > 0)
        .map(([amount, text]) => (
          <li key={text}>{`${count(amount)} ${text}`}</li>
        ))}
    </ul>
  );
}

function WebhooksBlock({ source }: { readonly source: SourceSummary }) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const { webhooks } = source;
  return (
    <Block title={t('sources.webhooks')}>
      {!webhooks?.isOpen && (
        <div className={classes.note}>{t('sources.webhooksOff')}</div>
      )}
      {webhooks && <Webhooks webhooks={webhooks} />}
    </Block>
  );
}

/** One source: its numbers, its errors, its budgets and its webhooks. */
export function SourceDetails({
  source,
  asOf,
}: {
  readonly source: SourceSummary;
  readonly asOf: string;
}) {
  const classes = useStyles();
  const isWide = useLayoutSize() !== 'narrow';
  return (
    <div className={`${classes.grid} ${isWide ? classes.wide : ''}`}>
      <FactsBlock source={source} asOf={asOf} />
      <ErrorsBlock source={source} />
      <BudgetsBlock source={source} asOf={asOf} />
      <WebhooksBlock source={source} />
    </div>
  );
}
