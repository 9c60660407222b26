import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Fraction,
  GapsAnswer,
  ServicesHealthAnswer,
  WindowAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readSnapshot } from '../database/readSnapshot';
import {
  createPeriod,
  measurePeriods,
  readFractions,
  readGaps,
  readMembers,
  readServicesHealth,
} from '../engine';
import { readableMembersOf, type ReadableMembers } from './readableMembers';
import type { ServiceContext } from './ServiceContext';
import { withSourceTitles } from './sourceTitles';

interface HealthOptions {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly entity: StoredEntity;
  readonly window: WindowAnswer;
}

function summaryOf({ ref, kind, title }: StoredEntity) {
  return { ref, kind, title };
}

/** The components, and not a group with boards of its own, which deploys nothing. */
async function readableServices(
  options: HealthOptions,
): Promise<ReadableMembers> {
  const { context, entity, window } = options;
  const members = await readMembers({
    knex: context.knex,
    entityIds: [entity.id],
    periods: [window],
  });
  return readableMembersOf({
    ...options,
    members: members.filter(({ isGroup }) => !isGroup),
  });
}

/** A page of what keeps a fraction from being whole, in the services that the caller sees. */
export async function listGaps(
  options: HealthOptions & {
    readonly fraction: Fraction['id'];
    readonly limit: number;
    readonly offset: number;
  },
): Promise<GapsAnswer> {
  const { context, entity, window, limit, offset } = options;
  const { members, hiddenServiceCount } = await readableServices(options);
  return readSnapshot(context.knex, async knex => {
    const { fractions } = await readFractions({ knex, members });
    const fraction = fractions.find(({ id }) => id === options.fraction)!;
    const items = await readGaps({
      knex,
      members,
      fraction: fraction.id,
      limit,
      offset,
    });
    const next = offset + items.length;
    return {
      entity: summaryOf(entity),
      window,
      fraction,
      items: withSourceTitles(items, context.connectors),
      hiddenServiceCount,
      ...(items.length > 0 &&
        next < fraction.total - fraction.count && {
          nextCursor: String(next),
        }),
    };
  });
}

/** How complete the data of each service is that belonged to an entity and that the caller sees. */
export async function listServicesHealth(
  options: HealthOptions,
): Promise<ServicesHealthAnswer> {
  const { context, entity, window } = options;
  const { members, hiddenServiceCount } = await readableServices(options);
  const now = context.now();
  return readSnapshot(context.knex, async knex => {
    const [measured] = await measurePeriods(
      {
        knex,
        now,
        metrics: [],
        entityIds: [entity.id],
        intervalSeconds: context.settings.pollIntervalSeconds,
      },
      [createPeriod({ window, now })],
    );
    return {
      entity: summaryOf(entity),
      window,
      services: await readServicesHealth({
        knex,
        members,
        readinessOfMember: measured.readinessOfMember,
        staleBefore: measured.staleBefore,
      }),
      hiddenServiceCount,
    };
  });
}
