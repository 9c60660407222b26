import FormControlLabel from '@material-ui/core/FormControlLabel';
import Switch from '@material-ui/core/Switch';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: { margin: 0 },
  label: { fontSize: 14, whiteSpace: 'nowrap' },
});

export interface BarSwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Something that a page's bar turns on and off. */
export function BarSwitch({ label, isOn, onChange }: BarSwitchProps) {
  const classes = useStyles();
  return (
    <FormControlLabel
      classes={{ root: classes.root, label: classes.label }}
      label={label}
      control={
        <Switch
          size="small"
          color="primary"
          checked={isOn}
          onChange={event => onChange(event.target.checked)}
        />
      }
    />
  );
}
