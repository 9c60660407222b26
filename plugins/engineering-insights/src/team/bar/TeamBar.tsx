import type { TeamAnswer } from '@sei-platform/plugin-engineering-insights-common';
import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { MeasuringMenu } from '../../page/bar/MeasuringMenu';
import { PageBar } from '../../page/bar/PageBar';
import { shortText } from '../../page/measuredText';
import { useTeamContext } from '../state/TeamContext';
import { ClockSelect } from './ClockSelect';
import { SubTeamsToggle } from './SubTeamsToggle';

export interface TeamBarProps {
  readonly answer?: TeamAnswer;
  /** Absent where there is nothing to download. */
  readonly onCsv?: () => void;
  readonly onDefinitions: () => void;
}

/** The bar of the Team analytics tab: whose services count, and by which clock. */
export function TeamBar({ answer, onCsv, onDefinitions }: TeamBarProps) {
  const { t } = useFormats();
  const { state, choice, update } = useTeamContext();
  const hasSubTeams = answer?.hasSubTeams ?? false;
  const choices = [
    ...(choice.statistic ? [shortText(choice, t)] : []),
    ...(hasSubTeams
      ? [
          t(
            choice.isWithSubTeams
              ? 'team.bar.withSubTeams'
              : 'team.bar.withoutSubTeams',
          ),
        ]
      : []),
    // On a phone there is little room for what is usual.
    ...(hasSubTeams && state.clock === 'elapsed'
      ? []
      : [t(`team.clock.${state.clock}`)]),
  ];
  return (
    <PageBar
      health={answer?.health}
      healthWindow={state.window}
      csv={onCsv && { label: t('team.bar.csv'), onDownload: onCsv }}
      onDefinitions={onDefinitions}
      choiceLabel={choices.join(' · ')}
    >
      {hasSubTeams && <SubTeamsToggle />}
      <ClockSelect />
      <MeasuringMenu state={state} hasStatistic onChange={update} />
    </PageBar>
  );
}
