import { makeStyles } from '@material-ui/core/styles';
import FormControl from '@material-ui/core/FormControl';
import InputLabel from '@material-ui/core/InputLabel';
import MenuItem from '@material-ui/core/MenuItem';
import Select from '@material-ui/core/Select';
import type {
  EntityName,
  MetricWindow,
  PoliciesAnswer,
  PolicyChoice,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';
import { WindowSelect } from '../../page/bar/WindowSelect';
import { policyName } from '../../policies/policyTexts';
import { Comparison } from './Comparison';

const useStyles = makeStyles(theme => ({
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
  select: { minWidth: 240, maxWidth: '100%' },
  help: { fontSize: 14, lineHeight: '20px', margin: 0, maxWidth: 720 },
}));

function choiceText(
  choice: PolicyChoice,
  answer: PoliciesAnswer,
  formats: Formats,
): string {
  const policy = policyName(choice.name, answer.entity, formats);
  return choice.lastInForceTo
    ? formats.t('policies.compare.version', {
        policy,
        until: formats.instantUtc(choice.lastInForceTo),
      })
    : policy;
}

export interface CompareBlockProps {
  readonly answer: PoliciesAnswer;
  readonly entity: EntityName;
  readonly window: MetricWindow;
  readonly other?: string;
  readonly onChoose: (other: string | null) => void;
}

/** Another policy beside the one in force, on the same facts. */
export function CompareBlock({
  answer,
  entity,
  window,
  other,
  onChoose,
}: CompareBlockProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { t } = formats;
  const label = t('policies.compare.with');
  return (
    <Block
      title={t('policies.compare.title')}
      subtitle={t('policies.compare.subtitle', formats.dayRange(window))}
    >
      <div className={classes.controls} data-no-print>
        <FormControl className={classes.select} size="small">
          <InputLabel id="policies-with" shrink>
            {label}
          </InputLabel>
          <Select
            labelId="policies-with"
            // So that what is chosen is part of the name.
            SelectDisplayProps={{ id: 'policies-with-chosen' }}
            displayEmpty
            value={
              answer.choices.some(choice => choice.with === other) ? other : ''
            }
            onChange={event => onChoose(String(event.target.value) || null)}
          >
            <MenuItem value="">{t('policies.compare.chooseOne')}</MenuItem>
            {answer.choices.map(choice => (
              <MenuItem key={choice.with} value={choice.with}>
                {choiceText(choice, answer, formats)}
              </MenuItem>
            ))}
          </Select>
        </FormControl>
        <WindowSelect />
      </div>
      {other ? (
        <Comparison entity={entity} window={window} other={other} />
      ) : (
        <p className={classes.help}>{t('policies.compare.help')}</p>
      )}
    </Block>
  );
}
