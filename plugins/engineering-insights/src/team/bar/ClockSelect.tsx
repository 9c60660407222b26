import type { Clock } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { BarSelect } from '../../page/bar/BarSelect';
import { useTeamContext } from '../state/TeamContext';

const CLOCKS: readonly Clock[] = ['elapsed', 'working'];

/** Chooses by which durations of people's work are told. */
export function ClockSelect() {
  const { t } = useFormats();
  const { state, update } = useTeamContext();
  return (
    <BarSelect
      label={t('team.bar.clock')}
      value={state.clock}
      options={CLOCKS.map(clock => ({
        value: clock,
        label: t(`team.bar.${clock}`),
      }))}
      onChange={clock => update({ clock })}
    />
  );
}
