import { randomUUID } from 'node:crypto';
import { stringifyError } from '@backstage/errors';
import {
  claimStreams,
  type ReadableStream,
} from '../database/operations/ingestion/claimStreams';
import { addStreams } from '../database/operations/ingestion/addStreams';
import { resumeStreams } from '../database/operations/ingestion/resumeStreams';
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
        return processed;
      }),
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
    await Promise.all(this.#reading.values());
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
    await this.#skipUnchanged();
    const limit = settings.maximumConcurrency - this.#reading.size;
    if (limit <= 0) return { hasMore: false };
    const claims = await claimStreams({
      knex,
      lease: `${this.#replicaId}/${randomUUID()}`,
      leaseSeconds: settings.leaseSeconds,
      limit,
      streams: this.#streams,
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

  async #skipUnchanged(): Promise<void> {
    const now = Date.now();
    for (const [id, until] of this.#changed)
      if (until < now) this.#changed.delete(id);
    for (const connector of this.#context.connectors) {
      if (!connector.changedScopes || this.#stopped.signal.aborted) continue;
      const changedIds = await skipUnchanged({
        context: this.#context,
        connector,
        streams: this.#streams,
        exceptIds: [...this.#changed.keys()],
        replicaId: this.#replicaId,
        signal: this.#stopped.signal,
      });
      for (const id of changedIds)
        this.#changed.set(id, now + REMEMBER_CHANGED_MS);
    }
  }
}
