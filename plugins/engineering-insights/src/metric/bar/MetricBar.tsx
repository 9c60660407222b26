import FormControlLabel from '@material-ui/core/FormControlLabel';
import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import Switch from '@material-ui/core/Switch';
import { makeStyles } from '@material-ui/core/styles';
import type {
  EntityHealth,
  MetricDefinition,
} from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { PageBar } from '../../page/bar/PageBar';
import { clockOf } from '../../page/metricWords';
import { useMetricContext } from '../state/MetricContext';
import { CLOCKS, COHORTS } from '../state/metricState';

const useStyles = makeStyles({
  select: { fontSize: 14 },
  input: { paddingTop: 4, paddingBottom: 4 },
  toggle: { margin: 0 },
  label: { fontSize: 14 },
});

interface ChoiceProps<TValue extends string> {
  readonly label: string;
  readonly value: TValue;
  readonly options: readonly { readonly id: TValue; readonly label: string }[];
  readonly onChange: (value: TValue) => void;
}

function Choice<TValue extends string>({
  label,
  value,
  options,
  onChange,
}: ChoiceProps<TValue>) {
  const classes = useStyles();
  const shown = options.find(({ id }) => id === value)?.label;
  return (
    <Select
      disableUnderline
      className={classes.select}
      classes={{ root: classes.input }}
      value={value}
      onChange={event => {
        const chosen = options.find(({ id }) => id === event.target.value);
        if (chosen) onChange(chosen.id);
      }}
      inputProps={{ 'aria-label': label }}
      SelectDisplayProps={{ 'aria-label': `${label}: ${shown}` }}
    >
      {options.map(option => (
        <MenuItem key={option.id} value={option.id}>
          {option.label}
        </MenuItem>
      ))}
    </Select>
  );
}

function SubTeamsToggle() {
  const classes = useStyles();
  const { t } = useFormats();
  const { state, update } = useMetricContext();
  return (
    <FormControlLabel
      classes={{ root: classes.toggle, label: classes.label }}
      label={t('team.bar.subTeams')}
      control={
        <Switch
          size="small"
          color="primary"
          checked={state.isWithSubTeams}
          onChange={event => update({ isWithSubTeams: event.target.checked })}
        />
      }
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
  /** Absent where there is nothing to download. */
  readonly onCsv?: () => void;
  readonly onDefinitions: () => void;
}

/** The bar of a metric's page: the window, and whose work is measured how. */
export function MetricBar({
  definition,
  health,
  onCsv,
  onDefinitions,
}: MetricBarProps) {
  const { t } = useFormats();
  const { state, update, choice } = useMetricContext();
  return (
    <PageBar
      health={health}
      csv={onCsv && { label: t('metric.bar.csv'), onDownload: onCsv }}
      onDefinitions={onDefinitions}
      choiceLabel={t(`metric.bar.${state.cohort}`)}
    >
      <Choice
        label={t('metric.bar.cohort')}
        value={state.cohort}
        options={COHORTS.map(id => ({ id, label: t(`metric.bar.${id}`) }))}
        onChange={cohort => update({ cohort })}
      />
      {definition && hasClocks(definition) && (
        <Choice
          label={t('team.bar.clock')}
          value={state.clock}
          options={CLOCKS.map(id => ({ id, label: t(`team.bar.${id}`) }))}
          onChange={clock => update({ clock })}
        />
      )}
      {choice.isWithSubTeams !== undefined && <SubTeamsToggle />}
    </PageBar>
  );
}
