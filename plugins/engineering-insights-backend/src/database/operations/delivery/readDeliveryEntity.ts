import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** An entity as deriving needs it. */
export interface DeliveryEntity {
  readonly id: number;
  readonly ref: string;
  readonly title: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly isIgnored: boolean;
  readonly derivationId: number | null;
}

/** The entity, or undefined where it is no more. */
export async function readDeliveryEntity(options: {
  knex: Knex;
  entityId: number;
}): Promise<DeliveryEntity | undefined> {
  const { knex, entityId } = options;
  const { rows } = await prepared<{ rows: DeliveryEntity[] }>(
    knex,
    `select
      e.id as "id",
      e.ref as "ref",
      e.title as "title",
      e.settings as "settings",
      e.is_ignored as "isIgnored",
      e.derivation_id as "derivationId"
    from entities as e
    where e.id = :entityId`,
    { entityId },
  );
  return rows[0];
}
