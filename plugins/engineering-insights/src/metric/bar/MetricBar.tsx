import type {
  EntityHealth,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { BarSelect } from '../../page/bar/BarSelect';
import { BarSwitch } from '../../page/bar/BarSwitch';
import { MeasuringMenu } from '../../page/bar/MeasuringMenu';
import { PageBar } from '../../page/bar/PageBar';
import { shortText } from '../../page/measuredText';
import { clockOf } from '../../page/metricWords';
import { useMetricContext } from '../state/MetricContext';
import { CLOCKS, COHORTS } from '../state/metricState';

function SubTeamsToggle() {
  const { t } = useFormats();
  const { state, update } = useMetricContext();
  return (
    <BarSwitch
      label={t('team.bar.subTeams')}
      isOn={state.isWithSubTeams}
      onChange={isWithSubTeams => update({ isWithSubTeams })}
    />
  );
}

/** Whether a metric can be told in working hours. */
function hasClocks({ id, unit }: MetricDefinition): boolean {
  return unit === 'seconds' && clockOf(id, 'working') === 'working';
}

export interface MetricBarProps {
  readonly definition?: MetricDefinition;
  readonly health?: EntityHealth;
  /** There are groups below the one that the metric is of. */
  readonly hasSubTeams: boolean;
  /** Absent where there is nothing to download. */
  readonly onCsv?: () => void;
  readonly onDefinitions: () => void;
  /** Absent while it is not known whether there is a badge. */
  readonly onBadge?: () => void;
}

/** The bar of a metric's page: the window, and whose work is measured how. */
export function MetricBar({
  definition,
  health,
  hasSubTeams,
  onCsv,
  onDefinitions,
  onBadge,
}: MetricBarProps) {
  const { t } = useFormats();
  const { state, update, choice } = useMetricContext();
  return (
    <PageBar
      health={health}
      csv={onCsv && { label: t('metric.bar.csv'), onDownload: onCsv }}
      onDefinitions={onDefinitions}
      onBadge={onBadge}
      choiceLabel={[shortText(choice, t), t(`metric.bar.${state.cohort}`)]
        .filter(Boolean)
        .join(' · ')}
    >
      <BarSelect
        label={t('metric.bar.cohort')}
        value={state.cohort}
        options={COHORTS.map(cohort => ({
          value: cohort,
          label: t(`metric.bar.${cohort}`),
        }))}
        onChange={cohort => update({ cohort })}
      />
      {definition && hasClocks(definition) && (
        <BarSelect
          label={t('team.bar.clock')}
          value={state.clock}
          options={CLOCKS.map(clock => ({
            value: clock,
            label: t(`team.bar.${clock}`),
          }))}
          onChange={clock => update({ clock })}
        />
      )}
      {definition?.aggregate === 'quantile' && (
        <MeasuringMenu
          state={state}
          measures={definition.measures}
          hasStatistic
          onChange={update}
        />
      )}
      {hasSubTeams && <SubTeamsToggle />}
    </PageBar>
  );
}
