import { makeStyles } from '@material-ui/core/styles';
import type { PoliciesAnswer } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  PlainTable,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import {
  policyName,
  settingName,
  settingText,
  sourceText,
} from '../../policies/policyTexts';
import { OriginText } from './OriginText';

const useStyles = makeStyles(theme => ({
  text: { fontSize: 14, lineHeight: '20px', margin: theme.spacing(0, 0, 1.5) },
  table: { overflowX: 'auto', overflowWrap: 'break-word' },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    margin: theme.spacing(1.5, 0, 0),
    color: theme.palette.text.secondary,
  },
}));

export interface InForceBlockProps {
  readonly answer: PoliciesAnswer;
  readonly inForce: NonNullable<PoliciesAnswer['inForce']>;
}

/** The policy in force, line by line, with what sets each part of it. */
export function InForceBlock({ answer, inForce }: InForceBlockProps) {
  const classes = useStyles();
  const formats = useFormats();
  const { t } = formats;
  return (
    <Block
      title={t('policies.inForce.title')}
      subtitle={t('policies.inForce.subtitle', { title: answer.entity.title })}
    >
      <p className={classes.text}>
        {t('policies.inForce.summary', {
          policy: policyName(inForce.version.name, answer.entity, formats),
          since: formats.instantUtc(inForce.since),
        })}{' '}
        {t('policies.inForce.origin')} <OriginText origin={inForce} />.{' '}
        {inForce.reason &&
          t('policies.inForce.reason', { reason: inForce.reason })}
      </p>
      <div className={classes.table}>
        <PlainTable
          caption={t('policies.inForce.title')}
          columns={[
            { label: t('policies.inForce.setting') },
            { label: t('policies.inForce.value') },
            { label: t('policies.inForce.setBy') },
          ]}
          rows={inForce.parts.flatMap(({ settings }) =>
            settings.map(({ name, value, source }) => ({
              id: name,
              cells: [
                settingName(name, formats),
                settingText(name, value, formats),
                sourceText(source, formats),
              ],
            })),
          )}
        />
      </div>
      <p className={classes.note}>{t('policies.inForce.change')}</p>
    </Block>
  );
}
