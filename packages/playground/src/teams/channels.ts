import { createHash } from 'node:crypto';
import type { World } from '../simulation/world';
import { incidentChannelsOf } from './incidentChannels';
import { PLAYGROUND_TEAMS } from './tenant';

/** A channel of the company's teams. */
export interface TeamsChannel {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
  readonly archivedAt?: number;
}

const { operations, discovery } = PLAYGROUND_TEAMS;
const THAT_STAY: readonly (readonly [teamId: string, name: string])[] = [
  [operations, 'General'],
  [operations, 'Incident response'],
  [operations, 'Deployments'],
  [discovery, 'General'],
  [discovery, 'Relevance'],
];

/** Those that stay, and those of incidents, by team in the order of their creation. */
export function channelsOf(world: World, teamId: string): TeamsChannel[] {
  const staying = THAT_STAY.map(([team, name]) => ({
    teamId: team,
    name,
    createdAt: world.start,
    description: `${name} of the team`,
    id: idOf(`${team} ${name}`),
  }));
  const ofIncidents = incidentChannelsOf(world).map(
    ({ number, name, teamId: team, openedAt, archivedAt }) => ({
      teamId: team,
      name,
      createdAt: openedAt,
      archivedAt,
      description: 'What is known and who does what',
      id: idOf(`incident ${number}`),
    }),
  );
  return [...staying, ...ofIncidents]
    .filter(each => each.teamId === teamId)
    .sort((left, right) => left.createdAt - right.createdAt);
}

/** As threads of Teams are named. */
export function idOf(key: string): string {
  const hash = createHash('sha256').update(key).digest('hex');
  return `19:${hash.slice(0, 32)}@thread.tacv2`;
}
