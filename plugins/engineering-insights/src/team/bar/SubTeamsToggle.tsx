import { useFormats } from '@sei-platform/plugin-engineering-insights-react';
import { BarSwitch } from '../../page/bar/BarSwitch';
import { useTeamContext } from '../state/TeamContext';

/** Whether what the groups below own counts too. */
export function SubTeamsToggle() {
  const { t } = useFormats();
  const { choice, update } = useTeamContext();
  return (
    <BarSwitch
      label={t('team.bar.subTeams')}
      isOn={choice.isWithSubTeams ?? false}
      onChange={isWithSubTeams => update({ isWithSubTeams })}
    />
  );
}
