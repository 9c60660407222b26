import { parseEntityRef } from '@backstage/catalog-model';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type {
  DeploymentRow,
  EntitySummary,
  TriageIncident,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  BlockError,
  BlockSkeleton,
  useDeployments,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { PagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useId, useMemo, useState } from 'react';
import { revisionText } from '../../../dora/timeline/describeDeployment';

const DAY_MS = 86_400_000;
/** What failed longer before is found in no list. */
const DAYS_BEFORE = 90;
const FIELD_HEIGHT = 56;

/** The days before an incident, with the one after its opening, as a deployment may have run meanwhile. */
function windowBefore({ openedAt }: TriageIncident) {
  const at = Date.parse(openedAt);
  return {
    from: new Date(at - DAYS_BEFORE * DAY_MS).toISOString(),
    to: new Date(at + DAY_MS).toISOString(),
  };
}

function hasBegunBefore(row: DeploymentRow, { openedAt }: TriageIncident) {
  const begun = row.startedAt ?? row.finishedAt;
  return (
    row.rolloutId !== undefined &&
    begun !== undefined &&
    Date.parse(begun) <= Date.parse(openedAt)
  );
}

function labelOf(row: DeploymentRow, { t, instant }: PagesFormats): string {
  return [
    revisionText(row, t),
    row.environment,
    instant(row.finishedAt ?? row.startedAt ?? ''),
  ]
    .filter(Boolean)
    .join(', ');
}

export interface DeploymentChoiceProps {
  readonly incident: TriageIncident;
  /** Undefined while none is chosen. */
  readonly onChoose: (deploymentId: string | undefined) => void;
}

/** Finds the deployment that caused an incident among those of its services that went before, the latest first. */
export function DeploymentChoice({
  incident,
  onChoose,
}: DeploymentChoiceProps) {
  const { t } = usePagesFormats();
  const id = useId();
  const [service, setService] = useState(incident.services[0]);
  return (
    <>
      {incident.services.length > 1 && (
        <TextField
          id={id}
          select
          fullWidth
          variant="outlined"
          label={t('triage.dialog.service')}
          value={service.ref}
          onChange={event => {
            onChoose(undefined);
            setService(
              incident.services.find(({ ref }) => ref === event.target.value) ??
                service,
            );
          }}
        >
          {incident.services.map(({ ref, title }) => (
            <MenuItem key={ref} value={ref}>
              {title}
            </MenuItem>
          ))}
        </TextField>
      )}
      <DeploymentsOf
        key={service.ref}
        service={service}
        incident={incident}
        onChoose={onChoose}
      />
    </>
  );
}

function DeploymentsOf({
  service,
  incident,
  onChoose,
}: DeploymentChoiceProps & { readonly service: EntitySummary }) {
  const formats = usePagesFormats();
  const { t } = formats;
  const id = useId();
  const entity = useMemo(() => {
    const { kind, namespace, name } = parseEntityRef(service.ref);
    return { kind, namespace, name };
  }, [service.ref]);
  const window = useMemo(() => windowBefore(incident), [incident]);
  const { data, error, refetch } = useDeployments({ entity, window });
  if (!data)
    return error ? (
      <BlockError
        error={error}
        what={t('triage.revision.what')}
        onRetry={() => refetch()}
      />
    ) : (
      <BlockSkeleton height={FIELD_HEIGHT} what={t('triage.revision.what')} />
    );
  const options = data.items.filter(row => hasBegunBefore(row, incident));
  if (options.length === 0)
    return (
      <div role="status">
        {t('triage.dialog.noDeployment', { title: service.title })}
      </div>
    );
  return (
    <Autocomplete
      id={id}
      options={options}
      autoHighlight
      getOptionLabel={row => labelOf(row, formats)}
      getOptionSelected={(option, chosen) => option.id === chosen.id}
      noOptionsText={t('triage.dialog.none')}
      onChange={(_, row) => onChoose(row?.id)}
      renderInput={input => (
        <TextField
          {...input}
          required
          variant="outlined"
          label={t('triage.dialog.deployment')}
          helperText={t('triage.dialog.deploymentHelp')}
        />
      )}
    />
  );
}
