import type { Person } from '../simulation/model';
import { productionFailuresOf } from '../simulation/productionFailures';
import { createRandom } from '../simulation/random';
import { DAY, MINUTE } from '../simulation/time';
import type { World } from '../simulation/world';
import { servicesOf, type PagerdutyService } from './services';

export type LogEntryType = 'trigger' | 'notify' | 'acknowledge' | 'resolve';

/** Something that paged somebody, as far as it went by now. */
export interface PagerdutyIncident {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly service: PagerdutyService;
  readonly urgency: 'high' | 'low';
  readonly priority?: string;
  readonly responder: Person;
  readonly status: 'triggered' | 'acknowledged' | 'resolved';
  /** Oldest first. */
  readonly log: readonly { readonly type: LogEntryType; readonly at: number }[];
}

const PRIORITIES = ['P1', 'P2', 'P3', 'P4'];
const NOTIFIED_AFTER = 5;
/** What nobody mends or resolves by then, PagerDuty resolves by itself. */
export const AUTO_RESOLVE_SECONDS = 3 * DAY;

/** The incidents of a service in the order of their opening. */
export function incidentsOf(
  world: World,
  service: PagerdutyService,
): PagerdutyIncident[] {
  const repository = world.repository(service.repository.name)!;
  return productionFailuresOf(repository).map(({ issue, mendedAt }) => {
    const { id: number, title, createdAt } = issue;
    const random = createRandom('pagerduty', number);
    const urgency = random.chance(0.75) ? 'high' : 'low';
    const priority = random.chance(0.6) ? random.pick(PRIORITIES) : undefined;
    const responder = random.pick(repository.members);
    const acknowledgedAt =
      createdAt + NOTIFIED_AFTER + Math.round(random.around(5 * MINUTE, 0.7));
    const resolvedAt = Math.min(
      mendedAt ?? Infinity,
      createdAt + AUTO_RESOLVE_SECONDS,
    );
    const isAnswered = random.chance(0.9) && acknowledgedAt < resolvedAt;
    const log = [
      { type: 'trigger' as const, at: createdAt },
      { type: 'notify' as const, at: createdAt + NOTIFIED_AFTER },
      ...(isAnswered
        ? [{ type: 'acknowledge' as const, at: acknowledgedAt }]
        : []),
      { type: 'resolve' as const, at: resolvedAt },
    ].filter(({ at }) => at <= world.until);
    return {
      id: `Q${number.toString(36).toUpperCase().padStart(13, '0')}`,
      number,
      title,
      service,
      urgency,
      priority,
      responder,
      status: statusAfter(log),
      log,
    };
  });
}

function statusAfter(log: PagerdutyIncident['log']) {
  const types = log.map(({ type }) => type);
  if (types.includes('resolve')) return 'resolved';
  return types.includes('acknowledge') ? 'acknowledged' : 'triggered';
}

export function allIncidents(world: World): PagerdutyIncident[] {
  return servicesOf(world.company).flatMap(each => incidentsOf(world, each));
}

export function happenedAt(
  incident: PagerdutyIncident,
  type: LogEntryType,
): number | undefined {
  return incident.log.find(entry => entry.type === type)?.at;
}
