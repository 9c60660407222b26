import type { EntityHealth } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { PageBar } from '../../page/bar/PageBar';
import { useDoraContext } from '../state/DoraContext';
import { EnvironmentSelect, environmentsLabel } from './EnvironmentSelect';

export interface DoraBarProps {
  readonly health?: EntityHealth;
  /** Absent where there is nothing to download. */
  readonly onCsv?: () => void;
  readonly onDefinitions: () => void;
}

/** The bar of the DORA tab, which can be narrowed to some production environments. */
export function DoraBar({ health, onCsv, onDefinitions }: DoraBarProps) {
  const { t } = useFormats();
  const { state } = useDoraContext();
  const environments = (health?.environments ?? [])
    .filter(({ isProduction }) => isProduction)
    .map(({ name }) => name);
  return (
    <PageBar
      health={health}
      healthWindow={state.window}
      csv={onCsv && { label: t('dora.bar.csv'), onDownload: onCsv }}
      onDefinitions={onDefinitions}
      choiceLabel={
        state.environments.length === 0
          ? t('dora.bar.production')
          : environmentsLabel(state.environments, t)
      }
    >
      <EnvironmentSelect environments={environments} />
    </PageBar>
  );
}
