import type { Cohort } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { Member } from '../Member';

/** What is asked of a tile of what waits at this moment. */
export interface NowQuestion {
  readonly knex: Knex;
  /** Of one entity, in a period that includes now. */
  readonly members: readonly Member[];
  /** ISO 8601. */
  readonly now: string;
  /** How many are listed; all are counted. */
  readonly limit: number;
}

/** Of a tile of people's work. */
export interface NowWorkQuestion extends NowQuestion {
  readonly cohort?: Cohort;
}
