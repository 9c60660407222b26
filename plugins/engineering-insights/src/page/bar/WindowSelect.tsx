import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { usePageContext } from '../state/PageContext';
import { WINDOW_IDS, daysOfWindow } from '../state/resolveWindow';
import type { WindowId } from '../state/resolveWindow';
import { BarSelect } from './BarSelect';

const PINNED = 'pinned';

/** What a window is called: "90 days", "This quarter". */
export function windowLabel(id: WindowId | undefined, t: Formats['t']): string {
  if (!id) return t('dora.bar.pinned');
  const days = daysOfWindow(id);
  if (days !== undefined) return t('dora.bar.days', { days: String(days) });
  return t(
    id === 'thisQuarter' ? 'dora.bar.thisQuarter' : 'dora.bar.lastQuarter',
  );
}

/** Chooses the window; dates pinned by the address show as such until another window is chosen. */
export function WindowSelect() {
  const { t } = useFormats();
  const { state, update } = usePageContext();
  const options: { value: WindowId | typeof PINNED; label: string }[] = [
    ...(state.windowId
      ? []
      : [{ value: PINNED, label: windowLabel(undefined, t) } as const]),
    ...WINDOW_IDS.map(id => ({ value: id, label: windowLabel(id, t) })),
  ];
  return (
    <BarSelect
      label={t('dora.bar.window')}
      value={state.windowId ?? PINNED}
      options={options}
      onChange={value => {
        if (value !== PINNED) update({ windowId: value });
      }}
    />
  );
}
