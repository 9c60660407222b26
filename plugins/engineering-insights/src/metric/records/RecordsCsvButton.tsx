import { useApi } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import {
  isProblemError,
  type MeasuredAs,
  type MetricDefinition,
  type MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  engineeringInsightsApiRef,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import { downloadText } from '../../page/downloadText';
import { useMetricContext } from '../state/MetricContext';
import { readRecords, recordsCsv } from './recordsCsv';

export interface RecordsCsvButtonProps {
  readonly definition: MetricDefinition;
  readonly measuredAs?: MeasuredAs;
  readonly window: MetricWindow;
}

/** Reads every record and downloads them as a file. */
export function RecordsCsvButton({
  definition,
  measuredAs,
  window,
}: RecordsCsvButtonProps) {
  const api = useApi(engineeringInsightsApiRef);
  const formats = useFormats();
  const { t } = formats;
  const { metricId, entity, choice } = useMetricContext();
  const [failure, setFailure] = useState<string>();
  const download = async () => {
    setFailure(undefined);
    try {
      const request = { ...choice, metricId, entity, window };
      downloadText({
        text: recordsCsv({
          records: await readRecords(api, request),
          definition,
          measuredAs,
          formats,
        }),
        fileName: `${metricId}-records-${entity.name}-${window.from.slice(
          0,
          10,
        )}-${window.to.slice(0, 10)}.csv`,
        type: 'text/csv;charset=utf-8',
      });
    } catch (error) {
      const status = isProblemError(error)
        ? String(error.problem.status)
        : String(error);
      setFailure(t('metric.records.csvFailed', { status }));
    }
  };
  return (
    <>
      <Button size="small" color="primary" data-no-print onClick={download}>
        {t('metric.records.csv')}
      </Button>
      <span role="status">{failure}</span>
    </>
  );
}
