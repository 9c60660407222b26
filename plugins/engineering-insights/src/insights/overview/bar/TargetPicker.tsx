import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { OverviewTarget } from '@sei-platform/plugin-engineering-insights-common';
import {
  TOUCH_MEDIA,
  useFormats,
  useTouchTargets,
} from '@sei-platform/plugin-engineering-insights-react';

const useStyles = makeStyles(theme => ({
  root: { width: 300, maxWidth: '100%', minWidth: 0 },
  option: { minWidth: 0 },
  detail: { fontSize: 12, color: theme.palette.text.secondary },
  input: {
    fontSize: 14,
    fontWeight: 600,
    [TOUCH_MEDIA]: { minHeight: 44, boxSizing: 'border-box' },
  },
}));

const KINDS = ['domain', 'system', 'group'] as const;

export interface TargetPickerProps {
  readonly targets: readonly OverviewTarget[];
  /** Entity ref of what is shown. */
  readonly selected?: string;
  readonly onChoose: (entityRef: string) => void;
}

/** Chooses the domain, system or group that the overview is of. */
export function TargetPicker({
  targets,
  selected,
  onChoose,
}: TargetPickerProps) {
  const classes = useStyles();
  const touchTargets = useTouchTargets();
  const { t, counted } = useFormats();
  const kindOf = ({ kind }: OverviewTarget) => {
    const known = KINDS.find(each => each === kind);
    return known ? t(`overview.target.${known}`) : kind;
  };
  const options = [...targets].sort(
    (a, b) =>
      KINDS.findIndex(kind => kind === a.kind) -
      KINDS.findIndex(kind => kind === b.kind),
  );
  return (
    <Autocomplete
      className={classes.root}
      size="small"
      disableClearable
      options={options}
      value={
        (targets.find(({ ref }) => ref === selected) ?? null) as OverviewTarget
      }
      groupBy={kindOf}
      getOptionLabel={({ title }) => title}
      getOptionSelected={(option, value) => option.ref === value.ref}
      onChange={(_, target) => onChoose(target.ref)}
      renderOption={target => (
        <span className={`${classes.option} ${touchTargets}`}>
          {target.title}
          <span className={classes.detail}>
            {' · '}
            {t('kit.services', counted(target.serviceCount))}
          </span>
        </span>
      )}
      renderInput={parameters => (
        <TextField
          {...parameters}
          variant="outlined"
          margin="none"
          inputProps={{
            ...parameters.inputProps,
            'aria-label': t('overview.bar.target'),
            className: `${
              (parameters.inputProps as { className?: string }).className ?? ''
            } ${classes.input}`,
          }}
          placeholder={t('overview.bar.target')}
        />
      )}
    />
  );
}
