import { QueryProvider } from '@sei-platform/plugin-engineering-insights-react';
import { useEntityName } from '../page/useEntityName';
import { TeamPage } from './TeamPage';

/** The Team analytics tab of the group whose page one is on. */
export function EntityTeamContent() {
  return (
    <QueryProvider>
      <TeamPage entity={useEntityName()} />
    </QueryProvider>
  );
}
