import { QueryProvider } from '@sei-platform/plugin-engineering-insights-react';
import { useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { MetricPage } from './MetricPage';

/** The metric and the entity that the address names. */
export function MetricRoute() {
  const { metricId = '', kind = '', namespace = '', name = '' } = useParams();
  const entity = useMemo(
    () => ({ kind, namespace, name }),
    [kind, namespace, name],
  );
  return (
    <QueryProvider>
      <MetricPage metricId={metricId} entity={entity} />
    </QueryProvider>
  );
}
