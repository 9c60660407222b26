import type { BackstageTheme } from '@backstage/theme';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { MetricDefinition } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useLocation, useNavigate } from 'react-router-dom';
import { metricAddress } from './metricAddress';
import { inGroups, metricGroupTitle } from './metricGroups';
import { useMetricContext } from './state/MetricContext';
import { useMetricPath } from './useMetricPath';

// The portal's own subtle text: the secondary one has too little contrast on the page itself.
const useStyles = makeStyles((theme: BackstageTheme) => ({
  root: { maxWidth: 420 },
  label: { color: theme.palette.textSubtle },
}));

/** Leads to another metric of the same entity, with the same window and choices. */
export function MetricSelect({
  definitions,
}: {
  readonly definitions: readonly MetricDefinition[];
}) {
  const classes = useStyles();
  const { t } = useFormats();
  const { metricId, entity, choice } = useMetricContext();
  const navigate = useNavigate();
  const { search } = useLocation();
  const pathOf = useMetricPath(entity);
  if (!pathOf) return null;
  const options = [...inGroups(definitions)];
  const open = (definition: MetricDefinition | null) => {
    if (!definition || definition.id === metricId) return;
    navigate(metricAddress({ path: pathOf(definition.id), search, choice }));
  };
  return (
    <Autocomplete
      data-no-print
      className={classes.root}
      size="small"
      options={options}
      groupBy={({ id }) => metricGroupTitle(id)}
      getOptionLabel={({ title }) => title}
      getOptionSelected={(option, chosen) => option.id === chosen.id}
      value={options.find(({ id }) => id === metricId) ?? null}
      closeIcon={null}
      noOptionsText={t('metric.selectNone')}
      onChange={(_, definition) => open(definition)}
      renderInput={input => (
        <TextField
          {...input}
          variant="outlined"
          label={t('metric.select')}
          InputLabelProps={{
            ...input.InputLabelProps,
            className: classes.label,
          }}
        />
      )}
    />
  );
}
