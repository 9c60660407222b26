import { Content } from '@backstage/core-components';
import { QueryProvider } from '@sei-platform/plugin-engineering-insights-react';
import { DoraPage } from '../src/dora/DoraPage';
import { scenarioOfAddress } from './scenarioOfAddress';

const payments = { kind: 'component', namespace: 'default', name: 'payments' };

/** The DORA tab as it stands in an entity page's content. */
export function DoraScenarioPage() {
  return (
    <Content>
      <QueryProvider>
        <DoraPage entity={scenarioOfAddress().entity ?? payments} />
      </QueryProvider>
    </Content>
  );
}
