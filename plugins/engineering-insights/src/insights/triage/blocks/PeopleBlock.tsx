import { makeStyles } from '@material-ui/core/styles';
import type { TriagePeople } from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  CopyButton,
  DataTable,
  usePagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import type {
  DataColumn,
  PagesFormats,
} from '@sei-platform/plugin-engineering-insights-react';
import { useTriageState } from '../TriageContext';
import { RowItem, Subject } from './cells';
import { TriagePlace } from './TriageBlock';

const useStyles = makeStyles(theme => ({
  note: {
    fontSize: 12,
    lineHeight: '16px',
    paddingTop: theme.spacing(1),
    color: theme.palette.text.secondary,
  },
}));

function Fix({ row }: { readonly row: TriagePeople }) {
  const { t } = usePagesFormats();
  if (!row.annotation) return <>{t('triage.people.address')}</>;
  const { key, example } = row.annotation;
  return (
    <>
      {t('triage.people.annotate', { key, example })}{' '}
      <span data-no-print>
        <CopyButton label={t('kit.copy')} text={() => key} />
      </span>
    </>
  );
}

function columnsOf({
  t,
  count,
}: PagesFormats): readonly DataColumn<TriagePeople>[] {
  return [
    {
      id: 'source',
      label: t('triage.people.source'),
      render: row => row.title,
    },
    {
      id: 'unknown',
      label: t('triage.people.unknown'),
      isNumber: true,
      render: row => count(row.unresolvedCount),
    },
    {
      id: 'fix',
      label: t('triage.people.fix'),
      isText: true,
      render: row => <Fix row={row} />,
    },
  ];
}

/** How many accounts acted that no User of the catalog has, and how to give them to one; never whose they are. */
export function PeopleBlock() {
  const classes = useStyles();
  const formats = usePagesFormats();
  const { t, count } = formats;
  const { people } = useTriageState().answer;
  return (
    <TriagePlace id="people">
      <Block
        title={t('triage.people.title')}
        subtitle={t('triage.people.subtitle')}
      >
        <DataTable
          label={t('triage.people.title')}
          columns={columnsOf(formats)}
          rows={people}
          rowId={row => row.source}
          sort={{ column: 'source', isDescending: false }}
          onSort={() => undefined}
          pageSize={Math.max(people.length, 1)}
          renderItem={row => (
            <RowItem
              subject={
                <Subject
                  title={row.title}
                  detail={`${t('triage.people.unknown')}: ${count(
                    row.unresolvedCount,
                  )}`}
                />
              }
              why={<Fix row={row} />}
            />
          )}
          emptyText={t('triage.people.empty')}
        />
        {people.length > 0 && (
          <div className={classes.note}>{t('triage.people.bots')}</div>
        )}
      </Block>
    </TriagePlace>
  );
}
