import type { DeploymentRow } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { downloadText } from '../page/downloadText';
import { deploymentCsv } from './deployments/deploymentCsv';
import { useDoraContext } from './state/DoraContext';

/** Downloads deployments as a file named after the service and the window. */
export function useCsvDownload(): (rows: readonly DeploymentRow[]) => void {
  const { t } = useFormats();
  const { entity, state } = useDoraContext();
  return rows =>
    downloadText({
      text: deploymentCsv(rows, t),
      fileName: `deployments-${entity.name}-${state.window.from}-${state.window.to}.csv`,
      type: 'text/csv;charset=utf-8',
    });
}
