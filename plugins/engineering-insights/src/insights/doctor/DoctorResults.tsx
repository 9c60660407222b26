import { makeStyles } from '@material-ui/core/styles';
import { isProblemError } from '@sei-platform/plugin-engineering-insights-common';
import type {
  DoctorAnswer,
  DoctorTrial,
  EntityName,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  Block,
  BlockBoundary,
  BlockError,
  BlockSkeleton,
  usePagesFormats,
  useRulePreview,
} from '@sei-platform/plugin-engineering-insights-react';
import { Notice } from '../../page/Notice';
import {
  DeploymentsBlock,
  EnvironmentsBlock,
  IncidentsBlock,
} from './MatchesBlocks';
import { PolicyBlock } from './PolicyBlock';
import { ValuesBlock } from './ValuesBlock';
import { YamlBlock } from './YamlBlock';
import { trialText } from './trialText';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(460px, 100%), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
    '& > *': { minWidth: 0 },
  },
  wide: { gridColumn: '1 / -1' },
  list: { margin: 0, paddingLeft: theme.spacing(2.5), fontSize: 14 },
  sentence: { fontSize: 14, margin: theme.spacing(0, 0, 1) },
}));

/** Why a rule cannot be tried, field by field. */
function RefusedRule({
  problems,
}: {
  readonly problems: readonly { field: string; message: string }[];
}) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  return (
    <div role="alert">
      <p className={classes.sentence}>{t('doctor.result.refused')}</p>
      <ul className={classes.list}>
        {problems.map(({ field, message }) => (
          <li key={`${field} ${message}`}>
            <code>{field.replace(/^body\.(annotations\.|policy\.)?/, '')}</code>
            : {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Answer({ answer }: { readonly answer: DoctorAnswer }) {
  const classes = useStyles();
  const { t } = usePagesFormats();
  const { then, now, notCovered, yaml } = answer;
  const sentences = [...(then ?? now).problems, ...notCovered];
  return (
    <div className={classes.root}>
      {then?.counts.deployments === 0 && (
        <div className={classes.wide}>
          <Notice>{t('doctor.result.noMatch')}</Notice>
        </div>
      )}
      {sentences.length > 0 && (
        <Block title={t('doctor.result.notCovered')} className={classes.wide}>
          <ul className={classes.list}>
            {sentences.map(sentence => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Block>
      )}
      <ValuesBlock answer={answer} />
      {then && <YamlBlock yaml={yaml} />}
      <EnvironmentsBlock answer={answer} />
      <DeploymentsBlock answer={answer} />
      <IncidentsBlock answer={answer} />
      <div className={classes.wide}>
        <PolicyBlock answer={answer} />
      </div>
    </div>
  );
}

export interface DoctorResultsProps {
  readonly entity: EntityName;
  readonly trial: DoctorTrial;
}

/** What the rule of the address would do; without one, what holds. */
export function DoctorResults({ entity, trial }: DoctorResultsProps) {
  const { t } = usePagesFormats();
  const { data, error, isFetching, refetch } = useRulePreview({
    entity,
    trial,
  });
  const isTried = trialText(trial) !== undefined;
  const what = t(isTried ? 'doctor.result.what' : 'doctor.result.policyWhat');
  if (data && !error)
    return (
      <BlockBoundary>
        <Answer answer={data} />
      </BlockBoundary>
    );
  const problems =
    isProblemError(error) && error.problem.status === 400
      ? error.problem.errors ?? [{ field: '', message: error.problem.detail }]
      : undefined;
  return (
    <Block
      title={t(isTried ? 'doctor.result.values' : 'doctor.result.valuesNow')}
      isBusy={isFetching}
    >
      {problems && <RefusedRule problems={problems} />}
      {error && !problems && !isFetching && (
        <BlockError error={error} what={what} onRetry={() => refetch()} />
      )}
      {(!error || (isFetching && !problems)) && (
        <BlockSkeleton height={320} what={what} />
      )}
    </Block>
  );
}
