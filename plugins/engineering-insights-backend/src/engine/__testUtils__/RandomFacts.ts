import type { Knex } from 'knex';

/** What random facts are made for, and of what. */
export interface RandomFacts {
  readonly knex: Knex;
  /** Between 0 and 1. */
  readonly next: () => number;
  /** The scopes of components; each is that of two. */
  readonly scopeIds: readonly number[];
  /** ISO 8601. */
  readonly from: string;
  readonly days: number;
}

export const pick = <T>(next: () => number, values: readonly T[]): T =>
  values[Math.floor(next() * values.length)];
