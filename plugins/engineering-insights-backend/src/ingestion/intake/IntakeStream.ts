import type { JsonValue } from '@backstage/types';
import type {
  Fact,
  IntakeAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { Payload } from '../../database/operations/ingestion/storePayloads';
import type { ScrubOptions } from '../scrubPersonal';

/** One item of the intake as it is stored. */
export interface IntakeItem {
  /** Its place in what was sent. */
  readonly index: number;
  readonly externalId: string;
  readonly body: JsonValue;
  /** When it was first received as it is. */
  readonly observedAt: string;
}

/** What stored items say. */
export interface Understanding {
  readonly facts: readonly Fact[];
  /** A reason for each thing that makes no fact. */
  readonly ignored: readonly string[];
  readonly invalid: IntakeAnswer['invalid'];
  readonly notes: readonly string[];
}

/** A scope that an item names by itself. */
export interface IntakeScope {
  readonly externalId: string;
  /** The service that it is about, by which binding finds its component. */
  readonly service?: string;
}

/** One form of what is sent to the intake: how it is stored, and how what is stored is understood. */
export interface IntakeStream {
  /** How many items may be sent at a time. */
  readonly maximumCount: number;
  /** What the items are called: "facts". */
  readonly itemsName: string;
  /** The scope that an item names by itself. */
  scopeOf?(item: JsonValue): IntakeScope | undefined;
  /** Makes of an item as it was sent what may be stored, valid or not. */
  toPayload(item: JsonValue, options: ScrubOptions): Payload;
  /** Reads nothing but what is stored, so that a replay gives the same. */
  understand(options: {
    readonly knex: Knex.Transaction;
    readonly scopeId: number;
    readonly items: readonly IntakeItem[];
  }): Promise<Understanding>;
}
