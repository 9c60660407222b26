import type {
  EntityHealth,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { MeasuringMenu } from '../../page/bar/MeasuringMenu';
import { PageBar } from '../../page/bar/PageBar';
import { shortText } from '../../page/measuredText';
import { useDoraContext } from '../state/DoraContext';
import { EnvironmentSelect, environmentsLabel } from './EnvironmentSelect';

export interface DoraBarProps {
  readonly definitions: readonly MetricDefinition[];
  readonly health?: EntityHealth;
  /** Absent where there is nothing to download. */
  readonly onCsv?: () => void;
  readonly onDefinitions: () => void;
}

/** The bar of the DORA tab, which can be narrowed to some production environments. */
export function DoraBar({
  definitions,
  health,
  onCsv,
  onDefinitions,
}: DoraBarProps) {
  const { t } = useFormats();
  const { state, update } = useDoraContext();
  const environments = (health?.environments ?? [])
    .filter(({ isProduction }) => isProduction)
    .map(({ name }) => name);
  return (
    <PageBar
      health={health}
      healthWindow={state.window}
      csv={onCsv && { label: t('dora.bar.csv'), onDownload: onCsv }}
      onDefinitions={onDefinitions}
      choiceLabel={[
        shortText(state, t),
        state.environments.length === 0
          ? t('dora.bar.production')
          : environmentsLabel(state.environments, t),
      ]
        .filter(Boolean)
        .join(' · ')}
    >
      <EnvironmentSelect environments={environments} />
      <MeasuringMenu
        state={state}
        measures={definitions.flatMap(({ measures }) => measures ?? [])[0]}
        hasStatistic
        onChange={update}
      />
    </PageBar>
  );
}
