import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';

/** A verified webhook that waits in the inbox. */
export interface WaitingDelivery {
  readonly id: string;
  readonly source: string;
  readonly origin: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: JsonObject;
  readonly attemptCount: number;
}

/** Puts a delivery into the inbox; one that is there already is not stored again. */
export async function storeDelivery(options: {
  readonly knex: Knex;
  readonly source: string;
  readonly origin: string;
  readonly deliveryKey: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: JsonObject;
}): Promise<{ isNew: boolean }> {
  const { knex, source, origin, deliveryKey, headers, body } = options;
  const rows = await knex('webhook_deliveries')
    .insert({
      source,
      origin,
      delivery_key: deliveryKey,
      headers: JSON.stringify(headers),
      body: JSON.stringify(body),
    })
    .onConflict(['source', 'origin', 'delivery_key'])
    .ignore()
    .returning('id');
  return { isNew: rows.length > 0 };
}

/** Takes the delivery that waits longest, and keeps it from others until the transaction ends. */
export async function takeDelivery(options: {
  readonly knex: Knex.Transaction;
  readonly origins: readonly {
    readonly source: string;
    readonly origin: string;
  }[];
}): Promise<WaitingDelivery | undefined> {
  const { knex, origins } = options;
  const { rows } = await knex.raw<{ rows: WaitingDelivery[] }>(
    `
    select deliveries.id, deliveries.source, deliveries.origin,
      deliveries.headers, deliveries.body,
      deliveries.attempt_count as "attemptCount"
    from webhook_deliveries as deliveries
    join jsonb_to_recordset(cast(:origins as jsonb))
      as able (source text, origin text)
      on able.source = deliveries.source and able.origin = deliveries.origin
    where deliveries.processed_at is null
      and deliveries.due_at <= now()
    order by deliveries.due_at, deliveries.id
    limit 1
    for update of deliveries skip locked`,
    { origins: JSON.stringify(origins) },
  );
  return rows[0];
}

/** Notes that the facts of a delivery were written. */
export async function finishDelivery(options: {
  readonly knex: Knex;
  readonly id: string;
}): Promise<void> {
  const { knex, id } = options;
  await knex('webhook_deliveries')
    .where({ id })
    .update({
      processed_at: knex.fn.now(),
      attempt_count: knex.raw('attempt_count + 1'),
      last_error: null,
    });
}

/** Notes why a delivery could not be processed, and when to try again; without a time it stays until someone retries it. */
export async function postponeDelivery(options: {
  readonly knex: Knex;
  readonly id: string;
  readonly seconds?: number;
  readonly error: string;
}): Promise<void> {
  const { knex, id, seconds, error } = options;
  await knex('webhook_deliveries')
    .where({ id })
    .whereNull('processed_at')
    .update({
      due_at:
        seconds === undefined
          ? knex.raw(`'infinity'`)
          : knex.raw('now() + make_interval(secs => ?)', [seconds]),
      attempt_count: knex.raw('attempt_count + 1'),
      last_error: error,
    });
}
