import {
  productionFailuresOf,
  type ProductionFailure,
} from '../simulation/productionFailures';
import { createRandom } from '../simulation/random';
import { DAY, dayOf, HOUR, MINUTE } from '../simulation/time';
import type { World } from '../simulation/world';
import { PLAYGROUND_TEAMS } from './tenant';

/** What people opened to deal with a production failure, as far as it went by now. */
export interface IncidentChannel {
  /** Of the work item that tells of the failure. */
  readonly number: number;
  readonly teamId: string;
  readonly name: string;
  /** Whose failure it is, where its name tells. */
  readonly service?: string;
  readonly openedAt: number;
  readonly archivedAt?: number;
}

/** Repositories whose failures are dealt with in channels of a team. */
interface Practice {
  readonly repositories: RegExp;
  readonly teamId: string;
  /** `INC ledger 2026-03-01 …` or `inc-ledger-2026-03-01-…`. */
  readonly separator: string;
  /** People know at once which service it is. */
  readonly isServiceKnown: boolean;
}

/** Of services that page nobody and of which no other source tells incidents. */
const PRACTICES: readonly Practice[] = [
  {
    repositories: /^ledger(-\d+)?$/,
    teamId: PLAYGROUND_TEAMS.operations,
    separator: ' ',
    isServiceKnown: true,
  },
  {
    repositories: /^recommendations(-\d+)?$/,
    teamId: PLAYGROUND_TEAMS.discovery,
    separator: '-',
    isServiceKnown: true,
  },
  {
    repositories: /^identity$/,
    teamId: PLAYGROUND_TEAMS.operations,
    separator: ' ',
    isServiceKnown: false,
  },
];

/** Teams takes no longer name. */
const LONGEST_NAME = 50;
/** A tool archives what everybody forgot. */
const FORGOTTEN_AFTER = 14 * DAY;

/** All that were opened by now, in no order. */
export function incidentChannelsOf(world: World): IncidentChannel[] {
  return PRACTICES.flatMap(practice =>
    world.company.repositories
      .filter(({ name }) => practice.repositories.test(name))
      .flatMap(({ name, components: [component] }) =>
        productionFailuresOf(world.repository(name)!)
          .map(failure =>
            channelOf(failure, practice, component.name, world.until),
          )
          .filter(({ openedAt }) => openedAt <= world.until),
      ),
  );
}

function channelOf(
  { issue, mendedAt }: ProductionFailure,
  practice: Practice,
  component: string,
  now: number,
): IncidentChannel {
  const { teamId, separator, isServiceKnown } = practice;
  const random = createRandom('teams', issue.id);
  const openedAt = issue.createdAt + Math.round(random.around(5 * MINUTE, 0.5));
  const severity = random.chance(0.4) ? [`SEV${random.integer(1, 3)}`] : [];
  const words = [
    'INC',
    ...severity,
    ...(isServiceKnown ? [component] : []),
    dayOf(openedAt),
    ...wordsOf(issue.title),
  ];
  const name = words.join(separator).slice(0, LONGEST_NAME).trim();
  const archivedAt =
    Math.max(mendedAt ?? openedAt + FORGOTTEN_AFTER, openedAt) +
    Math.round(random.around(5 * HOUR, 0.8));
  return {
    number: issue.id,
    teamId,
    name: separator === '-' ? name.toLowerCase().replace(/-$/, '') : name,
    ...(isServiceKnown && { service: component }),
    openedAt,
    ...(archivedAt <= now && { archivedAt }),
  };
}

function wordsOf(title: string): string[] {
  return title
    .replace(/^Regression after /, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '');
}
