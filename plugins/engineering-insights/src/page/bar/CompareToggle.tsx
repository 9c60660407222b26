import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { usePageContext } from '../state/PageContext';
import { BarSwitch } from './BarSwitch';

/** Whether the window before is shown as a change. */
export function CompareToggle() {
  const { t } = useFormats();
  const { state, update } = usePageContext();
  return (
    <BarSwitch
      label={t('dora.bar.compare')}
      isOn={state.isCompared}
      onChange={isCompared => update({ isCompared })}
    />
  );
}
