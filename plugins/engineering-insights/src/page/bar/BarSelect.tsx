import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  select: { fontSize: 14, fontWeight: 600 },
  input: { paddingTop: 4, paddingBottom: 4 },
});

export interface BarSelectProps<TValue extends string> {
  readonly label: string;
  readonly value: TValue;
  readonly options: readonly {
    readonly value: TValue;
    readonly label: string;
  }[];
  readonly onChange: (value: TValue) => void;
}

/** One of several things that a page's bar offers. */
export function BarSelect<TValue extends string>({
  label,
  value,
  options,
  onChange,
}: BarSelectProps<TValue>) {
  const classes = useStyles();
  const chosen = options.find(option => option.value === value);
  return (
    <Select
      disableUnderline
      className={classes.select}
      classes={{ root: classes.input }}
      value={value}
      onChange={event => {
        const next = options.find(
          option => option.value === event.target.value,
        );
        if (next) onChange(next.value);
      }}
      inputProps={{ 'aria-label': label }}
      MenuProps={{ MenuListProps: { 'aria-label': label } }}
      SelectDisplayProps={{ 'aria-label': `${label}: ${chosen?.label ?? ''}` }}
    >
      {options.map(option => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </Select>
  );
}
