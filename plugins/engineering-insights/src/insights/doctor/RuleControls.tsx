import Checkbox from '@material-ui/core/Checkbox';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormGroup from '@material-ui/core/FormGroup';
import FormLabel from '@material-ui/core/FormLabel';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import type { TextFieldProps } from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import type { DoctorSetting } from '@sei-platform/plugin-engineering-insights-common';
import { usePagesFormats } from '@sei-platform/plugin-engineering-insights-react';
import { useId } from 'react';
import { EVIDENCE_KINDS, RULE_SOURCES } from './ruleDraft';
import type { EvidenceKind, RuleDraft } from './ruleDraft';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
  },
  legend: { fontSize: 12, marginBottom: theme.spacing(0.5) },
  kinds: { columnGap: theme.spacing(1) },
}));

type Change = (change: Partial<RuleDraft>) => void;

function RuleText({
  name,
  value,
  onChange,
  ...field
}: Omit<TextFieldProps, 'onChange' | 'variant'> & {
  readonly name: keyof RuleDraft;
  readonly onChange: Change;
}) {
  const id = useId();
  return (
    <TextField
      {...field}
      id={id}
      value={value}
      onChange={event => onChange({ [name]: event.target.value })}
      variant="outlined"
      size="small"
      fullWidth
      InputLabelProps={{ shrink: true }}
    />
  );
}

function EvidenceChecks({
  draft,
  nowOf,
  onChange,
}: {
  readonly draft: RuleDraft;
  readonly nowOf: (path: string) => string;
  readonly onChange: Change;
}) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const isNow = (kind: EvidenceKind) =>
    nowOf(`failures.evidence.${kind}`) !== 'false';
  const set = (kind: EvidenceKind, isCounted: boolean) => {
    const { [kind]: _, ...others } = draft.evidence;
    onChange({
      evidence:
        isCounted === isNow(kind) ? others : { ...others, [kind]: isCounted },
    });
  };
  return (
    <FormControl component="fieldset">
      <FormLabel component="legend" className={classes.legend}>
        {t('doctor.try.evidence')}
      </FormLabel>
      <FormGroup row className={classes.kinds}>
        {EVIDENCE_KINDS.map(kind => (
          <FormControlLabel
            key={kind}
            label={t(`doctor.try.evidenceKind.${kind}`)}
            control={
              <Checkbox
                size="small"
                color="primary"
                checked={draft.evidence[kind] ?? isNow(kind)}
                onChange={(_event, isCounted) => set(kind, isCounted)}
              />
            }
          />
        ))}
      </FormGroup>
    </FormControl>
  );
}

export interface RuleControlsProps {
  readonly draft: RuleDraft;
  /** What holds now, for what is left empty. */
  readonly settings: readonly DoctorSetting[];
  readonly onChange: Change;
}

/** A rule, by a few controls. */
export function RuleControls({ draft, settings, onChange }: RuleControlsProps) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const id = useId();
  const nowOf = (path: string) =>
    settings.find(setting => setting.path === path)?.value ?? '';
  const fromNow = RULE_SOURCES.find(each => each === nowOf('deployments.from'));
  const text = { onChange, placeholder: '' };
  return (
    <div className={classes.root}>
      <TextField
        select
        id={id}
        label={t('doctor.try.from')}
        value={draft.from}
        onChange={event =>
          onChange({
            from: RULE_SOURCES.find(each => each === event.target.value) ?? '',
            pattern: '',
          })
        }
        variant="outlined"
        size="small"
        fullWidth
        InputLabelProps={{ shrink: true, htmlFor: id }}
        SelectProps={{ displayEmpty: true, SelectDisplayProps: { id } }}
      >
        <MenuItem value="">
          {t('doctor.try.asNow', {
            value: fromNow ? t(`doctor.try.source.${fromNow}`) : '…',
          })}
        </MenuItem>
        {RULE_SOURCES.map(source => (
          <MenuItem key={source} value={source}>
            {t(`doctor.try.source.${source}`)}
          </MenuItem>
        ))}
      </TextField>
      {draft.from && draft.from !== 'deployments' && (
        <RuleText
          {...text}
          name="pattern"
          value={draft.pattern}
          label={t('doctor.try.pattern')}
          helperText={t(`doctor.try.patternHelp.${draft.from}`)}
        />
      )}
      <RuleText
        {...text}
        name="production"
        value={draft.production}
        label={t('doctor.try.production')}
        placeholder={nowOf('environments.production')}
        helperText={t('doctor.try.productionHelp')}
      />
      <RuleText
        {...text}
        name="incidentLabels"
        value={draft.incidentLabels}
        label={t('doctor.try.incidentLabels')}
        placeholder={nowOf('incidents.labels')}
        helperText={t('doctor.try.labelsHelp')}
      />
      <RuleText
        {...text}
        name="hotfixLabels"
        value={draft.hotfixLabels}
        label={t('doctor.try.hotfixLabels')}
        placeholder={nowOf('failures.hotfixLabels')}
        helperText={t('doctor.try.labelsHelp')}
      />
      <RuleText
        {...text}
        name="windowHours"
        type="number"
        value={draft.windowHours}
        label={t('doctor.try.windowHours')}
        placeholder={nowOf('failures.attributionWindowHours')}
        helperText={t('doctor.try.windowHoursHelp', {
          value: nowOf('failures.attributionWindowHours') || '…',
        })}
      />
      <EvidenceChecks draft={draft} nowOf={nowOf} onChange={onChange} />
    </div>
  );
}
