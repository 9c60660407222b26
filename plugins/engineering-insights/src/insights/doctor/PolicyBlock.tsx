import { makeStyles } from '@material-ui/core/styles';
import type {
  DoctorAnswer,
  DoctorSetting,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  PlainTable,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { Fragment } from 'react';
import { settingName } from '../../policies/policyTexts';
import { useNarrowTable } from './useNarrowTable';

const useStyles = makeStyles(theme => ({
  detail: {
    display: 'block',
    fontSize: 12,
    lineHeight: '16px',
    color: theme.palette.text.secondary,
  },
}));

/** Each part of the rules that hold with what sets it, and beside it what is tried. */
export function PolicyBlock({ answer }: { readonly answer: DoctorAnswer }) {
  const classes = useStyles();
  const table = useNarrowTable();
  const formats = usePagesFormats();
  const { t } = formats;
  const { now, then } = answer;
  const title = t(then ? 'doctor.result.policyThen' : 'doctor.result.policy');
  const valueOf = (setting: DoctorSetting | undefined) =>
    setting?.value || t('doctor.result.noValue');
  const setByOf = ({ setBy }: DoctorSetting) => {
    if (setBy === 'default') return t('doctor.result.byDefault');
    return setBy === 'trial'
      ? t('doctor.result.byTrial')
      : t('doctor.result.by', { setBy });
  };
  const find = (settings: readonly DoctorSetting[] | undefined, path: string) =>
    settings?.find(setting => setting.path === path);
  const paths = [
    ...new Set(
      [...now.settings, ...(then?.settings ?? [])].map(({ path }) => path),
    ),
  ];
  return (
    <Block title={title}>
      <div className={table}>
        <PlainTable
          caption={title}
          columns={[
            { label: t('doctor.result.setting') },
            { label: t('doctor.result.now') },
            ...(then ? [{ label: t('doctor.result.then') }] : []),
          ]}
          rows={paths.map(path => {
            const setting =
              find(then?.settings, path) ?? find(now.settings, path)!;
            return {
              id: path,
              cells: [
                <Fragment key="setting">
                  {settingName(path, formats)}
                  <span className={classes.detail}>{setByOf(setting)}</span>
                </Fragment>,
                valueOf(find(now.settings, path)),
                ...(then ? [valueOf(find(then.settings, path))] : []),
              ],
            };
          })}
        />
      </div>
    </Block>
  );
}
