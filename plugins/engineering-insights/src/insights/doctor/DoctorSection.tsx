import { stringifyEntityRef } from '@backstage/catalog-model';
import { makeStyles } from '@material-ui/core/styles';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import {
  usePagesFormats,
  useRulePreview,
} from '@sei-platform/plugin-engineering-insights-react';
import { useAddressState } from '../../page/state/useAddressState';
import { readDoctorState, writeDoctorState } from './doctorAddress';
import type { DoctorState, DoctorStateChange } from './doctorAddress';
import { CatalogEntityPicker } from '../entity/CatalogEntityPicker';
import { DoctorResults } from './DoctorResults';
import { RuleForm } from './RuleForm';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
  },
  sentence: { fontSize: 20, lineHeight: '28px', fontWeight: 600, margin: 0 },
  action: {
    fontSize: 14,
    lineHeight: '20px',
    margin: theme.spacing(0.5, 0, 0),
    maxWidth: 640,
    color: theme.palette.text.primary,
  },
}));

function Doctor({
  entity,
  state,
  update,
}: {
  readonly entity: EntityName;
  readonly state: DoctorState;
  readonly update: (change: DoctorStateChange) => void;
}) {
  const { data: holding } = useRulePreview({ entity, trial: {} });
  const preview = useRulePreview({ entity, trial: state.trial });
  const { trial } = state;
  return (
    <>
      <RuleForm
        trial={trial}
        settings={holding?.now.settings ?? []}
        isBusy={preview.isFetching}
        onPreview={next => {
          // The same rule again, as after a refusal, asks again.
          if (JSON.stringify(next) === JSON.stringify(trial)) preview.refetch();
          update({ trial: next });
        }}
      />
      <DoctorResults entity={entity} trial={trial} />
    </>
  );
}

/** Tries a rule on the stored facts of a component, and keeps nothing. */
export function DoctorSection() {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const [state, update] = useAddressState({
    read: readDoctorState,
    write: writeDoctorState,
  });
  const { entity, entityRef } = state;
  const ref = entity && stringifyEntityRef(entity);
  return (
    <div className={classes.root}>
      <CatalogEntityPicker
        of="component"
        value={ref}
        onChoose={next => update({ entityRef: next })}
      />
      {entity ? (
        <Doctor key={ref} entity={entity} state={state} update={update} />
      ) : (
        <div>
          <h2 className={classes.sentence}>{t('doctor.noEntity')}</h2>
          <p className={classes.action}>
            {entityRef
              ? t('doctor.badEntity', { ref: entityRef })
              : t('doctor.noEntityAction')}
          </p>
        </div>
      )}
    </div>
  );
}
