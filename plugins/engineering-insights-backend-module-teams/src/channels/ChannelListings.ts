import { createHash } from 'node:crypto';
import {
  isNotFoundError,
  type IncidentChannelPattern,
} from '@sei-platform/plugin-engineering-insights-node';
import type { GraphClient } from '../graph/client';
import { listAll } from '../graph/listAll';
import { CHANNEL_PERMISSION } from '../graph/permissions';
import { unlessAborted } from '../unlessAborted';
import { CHANNEL_FIELDS, projectChannel, type Channel } from './channel';

/** How long a list is shared once it is there; a reading that a notification asked for never gets an older one. */
const SHARED_MILLISECONDS = 5_000;

/** A channel as a list showed it. */
export interface ListedChannel {
  readonly channel: Channel;
  /** ISO 8601, of the source's clock. */
  readonly observedAt: string;
}

/** The incident channels of all teams, by the external id of their family. */
export interface ChannelListing {
  readonly families: ReadonlyMap<string, readonly ListedChannel[]>;
  /** ISO 8601, of the source's clock: no channel was listed before. */
  readonly startedAt: string;
  /** ISO 8601, of the source's clock: what was missing then had gone before. */
  readonly endedAt: string;
  /** Of teams that there are not, what to tell the operator. */
  readonly missing: readonly unknown[];
}

/** What is remembered of a family, to tell whether it changed. */
interface FamilyMemory {
  readonly fingerprint: string;
  /** When a list first showed it so, by the clock of the portal, as it is asked by it. Milliseconds since 1970. */
  readonly seenAt: number;
}

export interface ListingOptions {
  readonly client: GraphClient;
  readonly teams: readonly string[];
  readonly pattern: IncidentChannelPattern;
  /** The clock of the portal; `Date.now` where absent. */
  readonly now?: () => number;
}

interface Reading {
  readonly listing: Promise<ChannelListing>;
  readonly controller: AbortController;
  waiting: number;
  /** Of the clock that never goes back, in milliseconds. */
  doneAt?: number;
}

/** The lists of the teams' channels: one serves all families at once, and lists are compared with each other. */
export class ChannelListings {
  readonly #client: GraphClient;
  readonly #teams: readonly string[];
  readonly #pattern: IncidentChannelPattern;
  readonly #memory = new Map<string, FamilyMemory>();
  readonly #now: () => number;
  #rememberedFrom: number | undefined;
  #reading: Reading | undefined;

  static create(options: ListingOptions): ChannelListings {
    return new ChannelListings(options);
  }

  private constructor(options: ListingOptions) {
    this.#client = options.client;
    this.#teams = options.teams;
    this.#pattern = options.pattern;
    this.#now = options.now ?? Date.now;
  }

  /** The channels as they are now, or were a moment ago. */
  async read({ signal }: { signal: AbortSignal }): Promise<ChannelListing> {
    const reading = this.#share() ?? this.#start();
    reading.waiting += 1;
    try {
      return await unlessAborted(reading.listing, signal);
    } finally {
      reading.waiting -= 1;
      // Nobody wants it any more.
      if (reading.waiting === 0 && reading.doneAt === undefined) {
        reading.controller.abort();
        if (this.#reading === reading) this.forget();
      }
    }
  }

  /** Says that something changed: the next reading lists anew. */
  forget(): void {
    this.#reading = undefined;
  }

  /** Whether a family may have changed since an instant, in milliseconds since 1970. What is not known may have. */
  mayHaveChanged(externalId: string, since: number): boolean {
    const known = this.#memory.get(externalId)?.seenAt ?? this.#rememberedFrom;
    return known === undefined || known > since;
  }

  #share(): Reading | undefined {
    const { doneAt = Infinity } = this.#reading ?? {};
    const isOld = performance.now() > doneAt + SHARED_MILLISECONDS;
    return isOld ? undefined : this.#reading;
  }

  #start(): Reading {
    const controller = new AbortController();
    const reading: Reading = {
      listing: this.#list(controller.signal),
      controller,
      waiting: 0,
    };
    this.#reading = reading;
    reading.listing.then(
      () => {
        reading.doneAt = performance.now();
      },
      () => {
        reading.doneAt = performance.now();
        // Whoever comes next tries again.
        if (this.#reading === reading) this.forget();
      },
    );
    return reading;
  }

  async #list(signal: AbortSignal): Promise<ChannelListing> {
    const families = new Map<string, ListedChannel[]>();
    const missing: unknown[] = [];
    const answers: string[] = [];
    for (const team of this.#teams) {
      try {
        for await (const page of this.#pagesOf(team, signal)) {
          answers.push(page.answeredAt);
          for (const { family, ...listed } of page.channels) {
            if (!families.has(family)) families.set(family, []);
            families.get(family)?.push(listed);
          }
        }
      } catch (error) {
        // The other teams are there all the same.
        if (!isNotFoundError(error)) throw error;
        missing.push(error);
      }
    }
    const [startedAt] = answers;
    const endedAt = answers.at(-1);
    if (endedAt === undefined) throw missing[0];
    this.#remember(families);
    return { families, startedAt, endedAt, missing };
  }

  async *#pagesOf(teamId: string, signal: AbortSignal) {
    const pages = listAll(this.#client, {
      path: `/teams/${teamId}/channels?$select=${CHANNEL_FIELDS.join(',')}`,
      permission: CHANNEL_PERMISSION,
      signal,
    });
    for await (const { items, answeredAt } of pages) {
      const channels = items.flatMap(item => {
        const channel = projectChannel(item, teamId);
        const family = this.#pattern(channel.displayName)?.family.externalId;
        return family ? [{ family, channel, observedAt: answeredAt }] : [];
      });
      yield { channels, answeredAt };
    }
  }

  #remember(families: ReadonlyMap<string, readonly ListedChannel[]>): void {
    const seenAt = this.#now();
    this.#rememberedFrom ??= seenAt;
    for (const id of new Set([...this.#memory.keys(), ...families.keys()])) {
      const fingerprint = fingerprintOf(families.get(id) ?? []);
      if (this.#memory.get(id)?.fingerprint !== fingerprint)
        this.#memory.set(id, { fingerprint, seenAt });
    }
  }
}

function fingerprintOf(channels: readonly ListedChannel[]): string {
  const told = channels
    .map(({ channel }) => JSON.stringify(Object.entries(channel).sort()))
    .sort();
  return createHash('sha256').update(told.join('\n')).digest('base64');
}
