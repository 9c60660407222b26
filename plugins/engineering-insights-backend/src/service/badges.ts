import { NotFoundError } from '@backstage/errors';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  resolveWindow,
  type BadgeStatus,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { badgeMessage, type Badge } from '../badges';
import {
  readEntity,
  type StoredEntity,
} from '../database/operations/entities/readEntity';
import { readSnapshot } from '../database/readSnapshot';
import { answerMetrics } from './answerMetrics';
import type { EntityName } from './authorise';
import type { ServiceContext } from './ServiceContext';

/** The window of the pages, so that a badge says what they say. */
const DAYS = 90;

async function isAllowedByEntity(options: {
  knex: Knex;
  entityId: number;
}): Promise<boolean> {
  const { rows } = await options.knex.raw<{ rows: { isAllowed: boolean }[] }>(
    `select not e.is_ignored and e.settings ->> 'badges' = 'true' as "isAllowed"
    from entities as e
    where e.id = :entityId`,
    { entityId: options.entityId },
  );
  return rows[0]?.isAllowed === true;
}

/** Whether a number of an entity may be shown to whoever knows the badge's address, and if not, why. */
export async function badgeStatusOf(options: {
  context: Pick<ServiceContext, 'knex' | 'areBadgesEnabled'>;
  metric: Metric;
  entity: StoredEntity;
}): Promise<BadgeStatus> {
  const { context, metric, entity } = options;
  if (metric.definition.isPersonDerived) return 'personDerived';
  if (!context.areBadgesEnabled) return 'off';
  return (await isAllowedByEntity({
    knex: context.knex,
    entityId: entity.id,
  }))
    ? 'allowed'
    : 'notAllowed';
}

/**
 * What a badge shows. There are no credentials of a reader, as images in a
 * README are asked for without any: the entity's annotation allows it to
 * everyone, and only where the configuration lets entities do so.
 *
 * @throws NotFoundError, which is the same whether there is no such entity or metric or it is not allowed.
 */
export async function readBadge(options: {
  readonly context: ServiceContext;
  readonly metricId: string;
  readonly entity: EntityName;
}): Promise<Badge> {
  const { context, metricId } = options;
  const metric = context.metrics.get(metricId);
  const entity = await readEntity({
    knex: context.knex,
    entityRef: stringifyEntityRef(options.entity),
  });
  if (
    !metric ||
    !entity ||
    (await badgeStatusOf({ context, metric, entity })) !== 'allowed'
  ) {
    throw new NotFoundError(
      'There is no such badge. Badges are shown where the configuration and the entity allow them.',
    );
  }
  const window = resolveWindow({
    question: { days: DAYS },
    now: context.now(),
  })!;
  const { metrics } = await readSnapshot(context.knex, knex =>
    answerMetrics({
      context,
      knex,
      entity,
      window,
      metrics: [metric],
      blockIds: [],
      isCompared: false,
    }),
  );
  const { title, unit } = metric.definition;
  const { text, isKnown } = badgeMessage(unit, metrics[0].value);
  return {
    label: title,
    message: text,
    title: `${entity.title}: ${title} ${text}, ${DAYS} days`,
    isKnown,
  };
}
