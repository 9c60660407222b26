import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Fraction,
  GapsAnswer,
  MetricWindow,
  ServicesHealthAnswer,
  WindowAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { readSnapshot } from '../database/readSnapshot';
import {
  createPeriod,
  measurePeriods,
  readFractions,
  readGaps,
  readMembers,
  readServicesHealth,
  type Member,
} from '../engine';
import { readServices } from './readServices';
import type { ServiceContext } from './ServiceContext';
import { withSourceTitles } from './sourceTitles';

interface HealthOptions {
  readonly context: ServiceContext;
  readonly credentials: BackstageCredentials;
  readonly entity: StoredEntity;
  readonly window: WindowAnswer;
}

interface VisibleMembers {
  /** The components, and not a group with boards of its own, which deploys nothing. */
  readonly members: readonly Member[];
  readonly hiddenServiceCount: number;
}

function summaryOf({ ref, kind, title }: StoredEntity) {
  return { ref, kind, title };
}

function membersIn(options: {
  readonly knex: Knex;
  readonly entity: StoredEntity;
  readonly window: MetricWindow;
}) {
  const { knex, entity, window } = options;
  return readMembers({ knex, entityIds: [entity.id], periods: [window] });
}

// The catalog is asked before the snapshot begins, which thus waits for nobody.
async function visibleMembers({
  context: { knex, authorise },
  credentials,
  entity,
  window,
}: HealthOptions): Promise<VisibleMembers> {
  const members = (await membersIn({ knex, entity, window })).filter(
    ({ isGroup }) => !isGroup,
  );
  const services = await readServices({ knex, members });
  const visible = await authorise.visibleOf({
    credentials,
    entityRefs: services.map(({ ref }) => ref),
  });
  const shown = await knex('entities')
    .pluck<number[]>('id')
    .whereIn('ref', [...visible]);
  const isShown = new Set(shown);
  return {
    members: members.filter(({ entityId }) => isShown.has(entityId)),
    hiddenServiceCount: services.length - visible.size,
  };
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
  const { members, hiddenServiceCount } = await visibleMembers(options);
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
  const { members, hiddenServiceCount } = await visibleMembers(options);
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
