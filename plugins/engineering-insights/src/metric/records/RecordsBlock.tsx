import Button from '@material-ui/core/Button';
import type {
  MetricWindow,
  SingleMetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useEffect, useRef } from 'react';
import { ExplanationBody } from '../../explain/ExplanationBody';
import { useMetricContext } from '../state/MetricContext';
import { RecordsCsvButton } from './RecordsCsvButton';

/** The part of the window that is in the period which begins so; undefined where none does. */
export function periodOf(
  { series, window }: Pick<SingleMetricAnswer, 'series' | 'window'>,
  from: string | undefined,
): MetricWindow | undefined {
  const point = series.find(period => period.from === from);
  return (
    point && {
      from: point.from > window.from ? point.from : window.from,
      to: point.to < window.to ? point.to : window.to,
    }
  );
}

/** The records that give the number, those that do not, and what sets the rules; of the window, or of one period of it. */
export function RecordsBlock({
  answer,
}: {
  readonly answer: SingleMetricAnswer;
}) {
  const { t, dayRange } = useFormats();
  const { metricId, state, update, choice } = useMetricContext();
  const place = useRef<HTMLDivElement>(null);
  const period = periodOf(answer, state.recordsFrom);
  const chosen = period?.from;
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView?.({ block: 'nearest' });
  }, [chosen]);
  const window = period ?? state.window;
  return (
    <div ref={place}>
      <Block
        title={t('metric.records.title')}
        subtitle={
          period
            ? t('metric.records.of', dayRange(period))
            : t('metric.records.all')
        }
        actions={
          <>
            {period && (
              <Button
                size="small"
                data-no-print
                onClick={() => update({ recordsFrom: null })}
              >
                {t('metric.records.showAll')}
              </Button>
            )}
            {!answer.definition.isPersonDerived && (
              <RecordsCsvButton
                definition={answer.definition}
                measuredAs={answer.measuredAs}
                window={window}
              />
            )}
          </>
        }
      >
        {answer.definition.isPersonDerived && (
          <p>{t('metric.records.personDerived')}</p>
        )}
        <ExplanationBody
          key={`${metricId} ${window.from} ${window.to}`}
          metricId={metricId}
          window={window}
          choice={choice}
          band={period ? undefined : answer.band}
          isWithoutDefinition
        />
      </Block>
    </div>
  );
}
