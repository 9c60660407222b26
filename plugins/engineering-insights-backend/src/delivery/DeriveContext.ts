import type { Knex } from 'knex';
import type { DeliveryEntity } from '../database/operations/delivery/readDeliveryEntity';
import type { DeliveryScope } from '../database/operations/delivery/readDeliveryScopes';
import type { ResolvedPolicy } from './policy';

/** What every step of deriving one entity needs. */
export interface DeriveContext {
  readonly knex: Knex.Transaction;
  readonly entity: DeliveryEntity;
  readonly scopes: readonly DeliveryScope[];
  readonly policy: ResolvedPolicy;
  readonly derivationId: number;
  /** It is to be rolled back, so it asks no source for anything. */
  readonly isTrial?: boolean;
}
