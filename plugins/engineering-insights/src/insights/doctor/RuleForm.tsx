import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import type {
  DoctorSetting,
  DoctorTrial,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useId, useState } from 'react';
import type { FormEvent } from 'react';
import { readAnnotations, writeAnnotations } from './annotationText';
import { RuleControls } from './RuleControls';
import { draftOf, EMPTY_DRAFT, trialOf } from './ruleDraft';
import type { RuleDraft } from './ruleDraft';
import { trialText } from './trialText';

const useStyles = makeStyles(theme => ({
  form: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
  },
  mode: { textTransform: 'none', padding: theme.spacing(0.5, 1.5) },
  code: {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    fontSize: 13,
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  problem: { fontSize: 14, color: theme.palette.error.main },
}));

type Mode = 'controls' | 'annotations';

export interface RuleFormProps {
  /** The rule of the address, which the form begins with. */
  readonly trial: DoctorTrial;
  /** What holds now. */
  readonly settings: readonly DoctorSetting[];
  readonly isBusy: boolean;
  readonly onPreview: (trial: DoctorTrial) => void;
}

/** What is to be tried: by controls, or as annotations. */
export function RuleForm({
  trial,
  settings,
  isBusy,
  onPreview,
}: RuleFormProps) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const textId = useId();
  const given = draftOf(trial);
  const [mode, setMode] = useState<Mode>(given ? 'controls' : 'annotations');
  const [draft, setDraft] = useState<RuleDraft>(given ?? EMPTY_DRAFT);
  const [text, setText] = useState(writeAnnotations(trial.annotations ?? {}));
  const [problem, setProblem] = useState<string>();

  const switchTo = (next: Mode) => {
    if (next === 'annotations')
      setText(writeAnnotations(trialOf(draft).annotations ?? {}));
    setMode(next);
    setProblem(undefined);
  };
  const preview = (event: FormEvent) => {
    event.preventDefault();
    const read =
      mode === 'controls'
        ? { trial: trialOf(draft) }
        : readText(text, trialOf(draft).policy ?? trial.policy);
    if ('badLine' in read) {
      setProblem(t('doctor.try.badLine', { line: String(read.badLine) }));
      return;
    }
    const isEmpty = trialText(read.trial) === undefined;
    setProblem(isEmpty ? t('doctor.try.nothing') : undefined);
    if (!isEmpty) onPreview(read.trial);
  };
  const clear = () => {
    setDraft(EMPTY_DRAFT);
    setText('');
    setProblem(undefined);
    onPreview({});
  };

  return (
    <Block
      title={t('doctor.try.title')}
      subtitle={t('doctor.try.subtitle')}
      actions={
        <ToggleButtonGroup
          exclusive
          size="small"
          value={mode}
          aria-label={t('doctor.try.mode')}
          onChange={(_event, next: Mode | null) => next && switchTo(next)}
        >
          <ToggleButton value="controls" className={classes.mode}>
            {t('doctor.try.controls')}
          </ToggleButton>
          <ToggleButton value="annotations" className={classes.mode}>
            {t('doctor.try.annotations')}
          </ToggleButton>
        </ToggleButtonGroup>
      }
    >
      <form className={classes.form} onSubmit={preview}>
        {mode === 'controls' ? (
          <RuleControls
            draft={draft}
            settings={settings}
            onChange={change => setDraft({ ...draft, ...change })}
          />
        ) : (
          <TextField
            id={textId}
            multiline
            minRows={4}
            fullWidth
            variant="outlined"
            label={t('doctor.try.annotationText')}
            helperText={t('doctor.try.annotationTextHelp')}
            placeholder="engineering-insights/deployments: releases"
            value={text}
            onChange={event => setText(event.target.value)}
            InputLabelProps={{ shrink: true }}
            InputProps={{ classes: { input: classes.code } }}
          />
        )}
        <div className={classes.actions}>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            aria-busy={isBusy || undefined}
          >
            {t('doctor.try.preview')}
          </Button>
          <Button onClick={clear}>{t('doctor.try.clear')}</Button>
          {problem && (
            <span role="alert" className={classes.problem}>
              {problem}
            </span>
          )}
        </div>
      </form>
    </Block>
  );
}

function readText(
  text: string,
  policy: DoctorTrial['policy'],
): { trial: DoctorTrial } | { badLine: number } {
  const read = readAnnotations(text);
  if ('badLines' in read) return { badLine: read.badLines[0] };
  return {
    trial: { annotations: read.annotations, ...(policy && { policy }) },
  };
}
