import { makeStyles } from '@material-ui/core/styles';
import { lastWindowWithData } from '@sei-platform/plugin-engineering-insights-common';
import type {
  EntityHealth,
  SingleMetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockBoundary,
  BlockSkeleton,
  useFormats,
  useLayoutSize,
} from '@sei-platform/plugin-engineering-insights-react';
import { ReasonPanel } from '../reasons/ReasonPanel';
import { DefinitionBlock } from './definition/DefinitionBlock';
import { RecordsBlock } from './records/RecordsBlock';
import { SeriesChart } from './series/SeriesChart';
import { PeopleSpread, boxValues } from './spread/PeopleSpread';
import { ValueSpread } from './spread/ValueSpread';
import { ValueBlock } from './value/ValueBlock';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  numbers: { gridTemplateColumns: 'minmax(0, 4fr) minmax(0, 8fr)' },
  halves: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
}));

const VALUE_HEIGHT = 280;

export interface MetricNumbersProps {
  readonly answer: SingleMetricAnswer;
  readonly health?: EntityHealth;
  readonly isBusy: boolean;
}

/** Why there is no number, with what can be done about it. */
function WhyNone({ answer, health }: Omit<MetricNumbersProps, 'isBusy'>) {
  const { value, window } = answer;
  if ('value' in value) return null;
  const { lastDataAt } = value.reason.parameters;
  return (
    <ReasonPanel
      reason={value.reason}
      days={window.days}
      health={health}
      lastWindowWithData={
        typeof lastDataAt === 'string'
          ? lastWindowWithData({ lastDataAt, days: window.days })
          : undefined
      }
    />
  );
}

/** How the number moved; of what people did no week is told. */
function Series({
  answer,
  isBusy,
}: Pick<MetricNumbersProps, 'answer' | 'isBusy'>) {
  const { t } = useFormats();
  return answer.definition.isPersonDerived ? (
    <Block title={t('metric.series.title')}>
      {t('metric.series.personDerived')}
    </Block>
  ) : (
    <SeriesChart answer={answer} isBusy={isBusy} />
  );
}

function Spread({
  answer,
  isBusy,
}: Pick<MetricNumbersProps, 'answer' | 'isBusy'>) {
  return answer.definition.isPersonDerived ? (
    <PeopleSpread answer={answer} isBusy={isBusy} />
  ) : (
    <ValueSpread answer={answer} isBusy={isBusy} />
  );
}

/** Whether there is anything to say about how the number is spread. */
function hasSpread(answer: SingleMetricAnswer): boolean {
  const { value, distribution } = answer;
  return (
    'value' in value &&
    (boxValues(answer) !== undefined || distribution !== undefined)
  );
}

/** A metric's number with all that belongs to it, or why there is none. */
export function MetricNumbers({ answer, health, isBusy }: MetricNumbersProps) {
  const classes = useStyles();
  const isWide = useLayoutSize() !== 'narrow';
  const isKnown = 'value' in answer.value;
  const isSpread = hasSpread(answer);
  const row = (name: string) => `${classes.row} ${isWide ? name : ''}`;
  return (
    <>
      {isKnown ? (
        <div className={row(classes.numbers)}>
          <ValueBlock answer={answer} isBusy={isBusy} />
          <BlockBoundary>
            <Series answer={answer} isBusy={isBusy} />
          </BlockBoundary>
        </div>
      ) : (
        <WhyNone answer={answer} health={health} />
      )}
      <div className={row(isSpread ? classes.halves : '')}>
        <DefinitionBlock
          definition={answer.definition}
          isWide={!isSpread && isWide}
        />
        {isSpread && (
          <BlockBoundary>
            <Spread answer={answer} isBusy={isBusy} />
          </BlockBoundary>
        )}
      </div>
      {answer.value.status !== 'withheld' && <RecordsBlock answer={answer} />}
    </>
  );
}

/** The places of the numbers while they are loading. */
export function MetricNumbersSkeleton() {
  const classes = useStyles();
  const { t } = useFormats();
  const isWide = useLayoutSize() !== 'narrow';
  const skeleton = (
    <BlockSkeleton height={VALUE_HEIGHT} what={t('metric.what')} />
  );
  return (
    <div className={`${classes.row} ${isWide ? classes.numbers : ''}`}>
      <Block title={t('metric.value.title')}>{skeleton}</Block>
      <Block title={t('metric.series.title')}>{skeleton}</Block>
    </div>
  );
}
