import { randomUUID } from 'node:crypto';
import { stringifyError } from '@backstage/errors';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import {
  claimStreams,
  type ReadableStream,
} from '../database/operations/ingestion/claimStreams';
import { addStreams } from '../database/operations/ingestion/addStreams';
import { resumeStreams } from '../database/operations/ingestion/resumeStreams';
import { fulfilWishes, type Wish } from './fulfilWishes';
import { findConnector, type IngestionContext } from './IngestionContext';
import { listReadableStreams } from './listReadableStreams';
import { processInbox } from './processInbox';
import { readWantedRevisions } from './readWantedRevisions';
import { redactSecrets } from './redactSecrets';
import { runStream } from './runStream';
import { skipUnchanged } from './skipUnchanged';
import { ToldFailures } from './ToldFailures';
import { Trigger } from './Trigger';

const IDLE_MS = 1_000;
const ADD_STREAMS_EVERY_MS = 30_000;
const REMEMBER_CHANGED_MS = 600_000;

/**
 * Keeps the facts of this installation current: claims due streams, reads
 * them, and normalises what webhooks left in the inbox. Every replica runs
 * one; they share the work through leases.
 */
export class IngestionEngine {
  readonly #context: IngestionContext;
  readonly #replicaId: string;
  readonly #onWebhooksProcessed: (() => void) | undefined;
  readonly #streams: readonly ReadableStream[];
  readonly #stopped = new AbortController();
  readonly #reading = new Map<number, Promise<void>>();
  readonly #streamTrigger = new Trigger();
  readonly #inboxTrigger = new Trigger();
  readonly #wishTrigger = new Trigger();
  /** What deliveries asked for and nobody began to do. */
  #wishes: Wish[] = [];
  /** The sources that are asked what changed, or, in milliseconds since 1970, were last. */
  readonly #asked = new Map<Connector, Promise<void> | number>();
  /** Streams that a source said have changed, and until when that is remembered. */
  readonly #changed = new Map<number, number>();
  #streamsAddedAt = 0;
  #loops: Promise<void>[] = [];

  static create(
    context: Omit<IngestionContext, 'toldFailures'>,
    options: {
      readonly replicaId?: string;
      /** Called when facts of webhooks were written: whoever watches waits for what follows from them. */
      readonly onWebhooksProcessed?: () => void;
    } = {},
  ): IngestionEngine {
    const toldFailures = ToldFailures.create();
    return new IngestionEngine({ ...context, toldFailures }, options);
  }

  private constructor(
    context: IngestionContext,
    options: { replicaId?: string; onWebhooksProcessed?: () => void },
  ) {
    this.#context = context;
    this.#replicaId = options.replicaId ?? randomUUID();
    this.#onWebhooksProcessed = options.onWebhooksProcessed;
    this.#streams = listReadableStreams(context);
  }

  /** Begins in the background. What waits for a new credential is tried again. */
  start(): void {
    if (this.#loops.length > 0) return;
    const { knex } = this.#context;
    let isResumed = false;
    this.#loops = [
      this.#loop('Reading sources', this.#streamTrigger, async () => {
        if (!isResumed) await resumeStreams({ knex });
        isResumed = true;
        return this.#readDueStreams();
      }),
      this.#loop('Processing webhooks', this.#inboxTrigger, async () => {
        const processed = await processInbox({
          context: this.#context,
          signal: this.#stopped.signal,
        });
        if (processed.processedCount > 0) this.#onWebhooksProcessed?.();
        if (processed.dueStreamCount > 0) this.notifyStreams();
        this.#wishes.push(...processed.wishes);
        this.#wishTrigger.fire();
        return processed;
      }),
      // Apart from the inbox, so that a slow source keeps no delivery waiting.
      this.#loop('Doing what webhooks ask for', this.#wishTrigger, () =>
        this.#fulfilWishes(),
      ),
      this.#loop('Reading wanted revisions', new Trigger(), () =>
        readWantedRevisions({
          context: this.#context,
          signal: this.#stopped.signal,
        }),
      ),
    ];
  }

  /** Ends once nothing is being written; what was not yet read goes on elsewhere. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#loops);
    await Promise.all([...this.#reading.values(), ...this.#asked.values()]);
  }

  /** Says that a webhook was stored, so that it is processed at once. */
  notifyInbox(): void {
    this.#inboxTrigger.fire();
  }

  /** Says that a stream became due. */
  notifyStreams(): void {
    this.#streamTrigger.fire();
  }

  // One pass after the other; a pass that found work is followed at once by the next.
  async #loop(
    what: string,
    trigger: Trigger,
    pass: () => Promise<{ hasMore: boolean }>,
  ): Promise<void> {
    const { logger } = this.#context;
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        const { hasMore } = await pass();
        if (!hasMore) await trigger.wait({ milliseconds: IDLE_MS, signal });
      } catch (error) {
        if (signal.aborted) return;
        logger.error(
          `${what} was interrupted and goes on in a second. ${redactSecrets(
            stringifyError(error),
          )}`,
        );
        await trigger.wait({ milliseconds: IDLE_MS, signal });
      }
    }
  }

  async #readDueStreams(): Promise<{ hasMore: boolean }> {
    const { knex, settings } = this.#context;
    if (this.#streams.length === 0) return { hasMore: false };
    await this.#addStreams();
    this.#askWhatChanged();
    const limit = settings.maximumConcurrency - this.#reading.size;
    if (limit <= 0) return { hasMore: false };
    const claims = await claimStreams({
      knex,
      lease: `${this.#replicaId}/${randomUUID()}`,
      leaseSeconds: settings.leaseSeconds,
      limit,
      streams: this.#streams,
      changedIds: [...this.#changed.keys()],
    });
    for (const claim of claims) {
      const connector = findConnector(this.#context.connectors, claim);
      if (!connector) continue;
      const { signal } = this.#stopped;
      const reading = runStream({
        context: this.#context,
        connector,
        claim,
        signal,
      })
        .catch(error => this.#logLostRun(claim.name, error))
        .finally(() => {
          this.#reading.delete(claim.id);
          this.#changed.delete(claim.id);
          // A place is free; and where history is not finished, the stream itself is due again.
          this.#streamTrigger.fire();
        });
      this.#reading.set(claim.id, reading);
    }
    return { hasMore: false };
  }

  async #fulfilWishes(): Promise<{ hasMore: boolean }> {
    const wishes = this.#wishes;
    this.#wishes = [];
    const { signal } = this.#stopped;
    await fulfilWishes({ ...this.#context, wishes, signal });
    if (wishes.length > 0) this.notifyStreams();
    return { hasMore: false };
  }

  // How the run ended could not be written either; its lease ends by itself.
  #logLostRun(stream: string, error: unknown): void {
    this.#context.logger.error(
      `A run of ${stream} ended without its end being recorded; it is taken up again when its lease ends. ${redactSecrets(
        stringifyError(error),
      )}`,
    );
  }

  async #addStreams(): Promise<void> {
    if (Date.now() - this.#streamsAddedAt < ADD_STREAMS_EVERY_MS) return;
    await addStreams({ knex: this.#context.knex, streams: this.#streams });
    this.#streamsAddedAt = Date.now();
  }

  /**
   * Has each source asked which of the streams that are due have changed, apart
   * from the others, so that a silent one keeps none of them waiting; and not
   * again at once, since each answer is followed by another pass.
   */
  #askWhatChanged(): void {
    const now = Date.now();
    for (const [id, until] of this.#changed)
      if (until < now) this.#changed.delete(id);
    for (const connector of this.#context.connectors) {
      if (!connector.changedScopes) continue;
      const asked = this.#asked.get(connector) ?? 0;
      if (typeof asked === 'number' && asked + IDLE_MS <= now) {
        this.#asked.set(connector, this.#skipUnchanged(connector));
      }
    }
  }

  async #skipUnchanged(connector: Connector): Promise<void> {
    try {
      const changedIds = await skipUnchanged({
        context: this.#context,
        connector,
        streams: this.#streams,
        exceptIds: [...this.#changed.keys()],
        replicaId: this.#replicaId,
        signal: this.#stopped.signal,
      });
      for (const id of changedIds)
        this.#changed.set(id, Date.now() + REMEMBER_CHANGED_MS);
      if (changedIds.length > 0) this.#streamTrigger.fire();
    } catch (error) {
      if (!this.#stopped.signal.aborted) {
        this.#context.logger.error(
          `Asking ${connector.title} at ${
            connector.origin
          } what changed was interrupted and is tried again in a second. ${redactSecrets(
            stringifyError(error),
          )}`,
        );
      }
    }
    this.#asked.set(connector, Date.now());
  }
}
