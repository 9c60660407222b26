import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import { makeStyles } from '@material-ui/core/styles';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { useDoraContext } from '../state/DoraContext';
import { WINDOW_IDS, daysOfWindow } from '../state/resolveWindow';
import type { WindowId } from '../state/resolveWindow';

const useStyles = makeStyles({
  select: { fontSize: 14, fontWeight: 600 },
  input: { paddingTop: 4, paddingBottom: 4 },
});

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
  const classes = useStyles();
  const { t } = useFormats();
  const { state, update } = useDoraContext();
  return (
    <Select
      disableUnderline
      className={classes.select}
      classes={{ root: classes.input }}
      value={state.windowId ?? PINNED}
      onChange={event => {
        const windowId = WINDOW_IDS.find(id => id === event.target.value);
        if (windowId) update({ windowId });
      }}
      inputProps={{ 'aria-label': t('dora.bar.window') }}
      SelectDisplayProps={{
        'aria-label': `${t('dora.bar.window')}: ${windowLabel(
          state.windowId,
          t,
        )}`,
      }}
    >
      {!state.windowId && (
        <MenuItem value={PINNED}>{t('dora.bar.pinned')}</MenuItem>
      )}
      {WINDOW_IDS.map(id => (
        <MenuItem key={id} value={id}>
          {windowLabel(id, t)}
        </MenuItem>
      ))}
    </Select>
  );
}
