import { createHash } from 'node:crypto';
import type { World } from '../simulation/world';
import { incidentChannelsOf } from './incidentChannels';

/** A channel of the company's workspace. */
export interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly openedAt: number;
  readonly archivedAt?: number;
}

const OF_EVERYBODY = ['general', 'random', 'incident-response', 'incidents'];
const PRIVATE = ['leads', 'people-and-culture'];

/** Those that stay, and those of incidents, in the order of their ids. */
export function channelsOf(world: World): SlackChannel[] {
  const { company, start } = world;
  const stay = (name: string, isPrivate = false): SlackChannel => ({
    id: idOf(name),
    name,
    isPrivate,
    openedAt: start,
  });
  const components = [
    ...company.repositories,
    ...company.gitlabProjects,
    ...company.jenkinsRepositories,
  ].flatMap(repository => repository.components);
  return [
    ...OF_EVERYBODY.map(name => stay(name)),
    ...PRIVATE.map(name => stay(name, true)),
    ...company.teams.map(({ name }) => stay(`team-${name}`)),
    ...components.map(({ name }) => stay(name)),
    ...incidentChannelsOf(world),
  ].sort((left, right) => (left.id < right.id ? -1 : 1));
}

function idOf(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex');
  return `C9${hash.slice(0, 9).toUpperCase()}`;
}
