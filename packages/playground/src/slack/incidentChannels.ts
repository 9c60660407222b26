import type { RepositorySimulation } from '../simulation/repositorySimulation';
import {
  productionFailuresOf,
  type ProductionFailure,
} from '../simulation/productionFailures';
import { createRandom } from '../simulation/random';
import { DAY, dayOf, HOUR, MINUTE } from '../simulation/time';
import type { World } from '../simulation/world';

/** What people opened to deal with a production failure, as far as it went by now. */
export interface IncidentChannel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  /** Whose failure it is, where its name tells. */
  readonly service?: string;
  readonly openedAt: number;
  readonly archivedAt?: number;
}

/** A repository whose failures are dealt with in channels. */
interface Practice {
  readonly repository: RepositorySimulation | undefined;
  /** What channels call it; nothing where nobody knows at once which part it is. */
  readonly service?: string;
  readonly isPrivate?: boolean;
}

const LONGEST_TITLE = 40;
/** A tool archives what everybody forgot. */
const FORGOTTEN_AFTER = 14 * DAY;

/** Of services that page nobody; those that do have incidents in PagerDuty. A larger company has more of them. */
function practicesOf(world: World): Practice[] {
  const others = world.company.repositories.filter(({ name }) =>
    /^identity-\d+$/.test(name),
  );
  return [
    ...others.map(({ name }) => ({
      repository: world.repository(name),
      service: name,
    })),
    { repository: world.repository('search'), service: 'search' },
    {
      repository: world.jenkinsRepository('product-feed'),
      service: 'product-feed',
    },
    { repository: world.repository('storefront') },
    {
      repository: world.repository('payments'),
      service: 'payments',
      isPrivate: true,
    },
  ];
}

/** All that were opened by now, in no order. */
export function incidentChannelsOf(world: World): IncidentChannel[] {
  return practicesOf(world).flatMap(practice =>
    practice.repository
      ? productionFailuresOf(practice.repository)
          .map(failure => channelOf(failure, practice, world.until))
          .filter(({ openedAt }) => openedAt <= world.until)
      : [],
  );
}

function channelOf(
  { issue, mendedAt }: ProductionFailure,
  { service, isPrivate = false }: Practice,
  now: number,
): IncidentChannel {
  const random = createRandom('slack', issue.id);
  const openedAt = issue.createdAt + Math.round(random.around(4 * MINUTE, 0.5));
  const severity = random.chance(0.4) ? [`sev${random.integer(1, 3)}`] : [];
  const name = [
    'inc',
    ...severity,
    ...(service ? [service] : []),
    dayOf(openedAt).replaceAll('-', ''),
    slugOf(issue.title),
  ].join('-');
  const archivedAt =
    Math.max(mendedAt ?? openedAt + FORGOTTEN_AFTER, openedAt) +
    Math.round(random.around(6 * HOUR, 0.8));
  return {
    id: `C0${issue.id.toString(36).toUpperCase().padStart(9, '0')}`,
    name,
    isPrivate,
    ...(service && { service }),
    openedAt,
    ...(archivedAt <= now && { archivedAt }),
  };
}

function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/^regression after /, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, LONGEST_TITLE)
    .replace(/-$/, '');
}
