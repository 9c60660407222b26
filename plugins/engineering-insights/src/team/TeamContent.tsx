import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  MetricAnswer,
  TeamSection,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  useFormats,
  useMetricDefinitions,
} from '@sei-platform/plugin-engineering-insights-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ExplainDrawer } from '../explain/ExplainDrawer';
import { DefinitionsDialog } from '../page/DefinitionsDialog';
import { definitionsOnPage } from '../page/definitionsOnPage';
import { MeasuredNote } from '../page/MeasuredNote';
import { SourceNotices } from '../page/SourceNotices';
import { downloadText } from '../page/downloadText';
import { sharedReason } from '../reasons/sharedReason';
import { TeamSummary } from './TeamSummary';
import { BalanceSection } from './balance/BalanceSection';
import { TeamBar } from './bar/TeamBar';
import { FlowSection } from './flow/FlowSection';
import { NowTiles } from './now/NowTiles';
import { PlanningSection } from './planning/PlanningSection';
import { QualitySection } from './quality/QualitySection';
import { SectionFrame } from './section/SectionFrame';
import { useTeamContext } from './state/TeamContext';
import { teamCsv } from './teamCsv';
import { useOpenAnswers } from './useOpenAnswers';
import type { TeamSectionQuery } from './useTeamSection';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
  },
}));

const SECTIONS: readonly {
  readonly section: TeamSection;
  readonly render: () => ReactNode;
}[] = [
  { section: 'flow', render: () => <FlowSection /> },
  { section: 'planning', render: () => <PlanningSection /> },
  { section: 'balance', render: () => <BalanceSection /> },
  { section: 'quality', render: () => <QualitySection /> },
];

function hasNumbers(metrics: readonly MetricAnswer[]): boolean {
  return sharedReason(metrics.map(({ value }) => value)) === undefined;
}

/** The Team analytics tab, top to bottom. Each part has its own space for its own state. */
export function TeamContent({ head }: { readonly head: TeamSectionQuery }) {
  const classes = useStyles();
  const { t } = useFormats();
  const { entity, state } = useTeamContext();
  const [isDefining, setIsDefining] = useState(false);
  const definitions = useMetricDefinitions();
  const answers = useOpenAnswers();
  const answer = head.data;
  const downloadCsv = () =>
    downloadText({
      text: teamCsv(answers, definitions.data ?? [], t),
      fileName: `team-analytics-${entity.name}-${state.window.from}-${state.window.to}.csv`,
      type: 'text/csv;charset=utf-8',
    });
  return (
    <div className={classes.root}>
      <TeamBar
        answer={answer}
        onCsv={answers.length > 0 ? downloadCsv : undefined}
        onDefinitions={() => setIsDefining(true)}
      />
      {answer && <TeamSummary answer={answer} />}
      {answer && <MeasuredNote metrics={answer.metrics} />}
      {!answer && !head.error && (
        <Skeleton variant="text" height={24} width="60%" />
      )}
      {answer && (
        <SourceNotices
          health={answer.health}
          metrics={answer.metrics}
          query={head}
          what={t(`team.what.${answer.section}`)}
          days={answer.window.days}
          hasNumbers={hasNumbers(answer.metrics)}
        />
      )}
      {answer?.services.length !== 0 && (
        <>
          <NowTiles days={answer?.window.days ?? 0} />
          {SECTIONS.map(({ section, render }) => (
            <SectionFrame key={section} section={section}>
              {render}
            </SectionFrame>
          ))}
        </>
      )}
      <ExplainDrawer definitions={definitions.data ?? []} bands={{}} />
      <DefinitionsDialog
        definitions={definitionsOnPage(
          definitions.data,
          answers.flatMap(({ metrics }) => metrics),
        )}
        isOpen={isDefining}
        onClose={() => setIsDefining(false)}
      />
    </div>
  );
}
