import { makeStyles } from '@material-ui/core/styles';
import type {
  PoliciesAnswer,
  PolicySwitch,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  DataTable,
  useFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type { DataColumn } from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import { differenceText, policyName } from '../../policies/policyTexts';
import { OriginText } from './OriginText';

const PAGE_SIZE = 10;

const useStyles = makeStyles(theme => ({
  item: { fontSize: 13, lineHeight: '18px', overflowWrap: 'anywhere' },
  when: { fontWeight: 600 },
  detail: { color: theme.palette.text.secondary },
  note: {
    fontSize: 12,
    lineHeight: '16px',
    margin: theme.spacing(1.5, 0, 0),
    color: theme.palette.text.secondary,
  },
}));

function useTexts(answer: PoliciesAnswer) {
  const formats = useFormats();
  const { t } = formats;
  return {
    when: ({ at }: PolicySwitch) => formats.instantUtc(at),
    policy: ({ version }: PolicySwitch) =>
      policyName(version.name, answer.entity, formats),
    why: ({ reason }: PolicySwitch) =>
      reason ?? t('policies.versions.noReason'),
    changes: ({ previous, differences }: PolicySwitch) => {
      if (!previous) return t('policies.versions.first');
      return differences.length === 0
        ? t('policies.versions.sameSettings')
        : differences
            .map(difference => differenceText(difference, formats))
            .join('; ');
    },
  };
}

/** When each policy came into force, who set it and why. */
export function VersionsBlock({ answer }: { readonly answer: PoliciesAnswer }) {
  const classes = useStyles();
  const { t } = useFormats();
  const texts = useTexts(answer);
  const [sort, setSort] = useState({ column: 'when', isDescending: true });
  const columns: readonly DataColumn<PolicySwitch>[] = [
    {
      id: 'when',
      label: t('policies.versions.when'),
      sortValue: ({ at }) => at,
      render: texts.when,
    },
    {
      id: 'policy',
      label: t('policies.versions.policy'),
      isText: true,
      render: texts.policy,
    },
    {
      id: 'who',
      label: t('policies.versions.who'),
      isText: true,
      render: row => <OriginText origin={row} />,
    },
    {
      id: 'why',
      label: t('policies.versions.why'),
      isText: true,
      render: texts.why,
    },
    {
      id: 'changes',
      label: t('policies.versions.changes'),
      isText: true,
      render: texts.changes,
    },
  ];
  return (
    <Block
      title={t('policies.versions.title')}
      subtitle={t('policies.versions.subtitle')}
    >
      <DataTable
        label={t('policies.versions.title')}
        columns={columns}
        rows={answer.switches}
        rowId={({ at, version }) => `${at} ${version.id}`}
        sort={sort}
        onSort={setSort}
        pageSize={PAGE_SIZE}
        emptyText={t('policies.none', { ref: answer.entity.ref })}
        renderItem={row => (
          <div className={classes.item}>
            <div className={classes.when}>{texts.when(row)}</div>
            <div>{texts.policy(row)}</div>
            <div className={classes.detail}>
              <OriginText origin={row} />
            </div>
            <div>{texts.why(row)}</div>
            <div className={classes.detail}>{texts.changes(row)}</div>
          </div>
        )}
      />
      <p className={classes.note}>{t('policies.versions.howToReason')}</p>
    </Block>
  );
}
