import FormControlLabel from '@material-ui/core/FormControlLabel';
import Switch from '@material-ui/core/Switch';
import { makeStyles } from '@material-ui/core/styles';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useDoraContext } from '../state/DoraContext';

const useStyles = makeStyles({ root: { margin: 0 }, label: { fontSize: 14 } });

/** Whether the window before is shown as a change. */
export function CompareToggle() {
  const classes = useStyles();
  const { t } = useFormats();
  const { state, update } = useDoraContext();
  return (
    <FormControlLabel
      classes={{ root: classes.root, label: classes.label }}
      label={t('dora.bar.compare')}
      control={
        <Switch
          size="small"
          color="primary"
          checked={state.isCompared}
          onChange={event => update({ isCompared: event.target.checked })}
        />
      }
    />
  );
}
