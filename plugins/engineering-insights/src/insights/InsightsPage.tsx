import { ErrorPage } from '@backstage/core-components';
import { usePermission } from '@backstage/plugin-permission-react';
import { engineeringInsightsSourceReadPermission } from '@sei-platform/plugin-engineering-insights-common';
import {
  QueryProvider,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { Route, Routes } from 'react-router-dom';
import { InsightsFrame } from './InsightsFrame';
import { INSIGHTS_SECTIONS } from './sections';

/** What is looked at across services: a page of tabs, in either frontend system. */
export function InsightsPage() {
  const { t } = useFormats();
  const { allowed: isOperator } = usePermission({
    permission: engineeringInsightsSourceReadPermission,
  });
  const sections = INSIGHTS_SECTIONS.filter(
    ({ isForOperators }) => isOperator || !isForOperators,
  );
  return (
    <QueryProvider>
      <Routes>
        {sections.map(section => (
          <Route
            key={section.id}
            path={section.path}
            element={
              <InsightsFrame sections={sections} selected={section}>
                <section.Section />
              </InsightsFrame>
            }
          />
        ))}
        <Route
          path="*"
          element={
            <ErrorPage status="404" statusMessage={t('insights.noSection')} />
          }
        />
      </Routes>
    </QueryProvider>
  );
}
