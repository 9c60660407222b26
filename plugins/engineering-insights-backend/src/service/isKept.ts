import type {
  Clock,
  Cohort,
  MeasuredAs,
  ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import { WINDOW_DAYS } from '../engine';
import type { ServiceContext } from './ServiceContext';

/** What sums up services; a component or resource is calculated when it is asked for. */
const ROLL_UPS = ['system', 'domain', 'group'];

/** What an answer depends on. */
export interface KeptQuestion extends MeasuredAs {
  readonly context: ServiceContext;
  readonly entity: StoredEntity;
  readonly window: ResolvedWindow;
  readonly cohort?: Cohort;
  readonly clock?: Clock;
  /** Of a group that has groups below it: whether what they own counts too. */
  readonly isWithSubTeams?: boolean;
}

/** Only what is asked for without any choice of the reader is kept. */
export function isKept(question: KeptQuestion): boolean {
  const { entity, window, context, cohort, clock, isWithSubTeams } = question;
  const { statistic, unit, start } = question;
  return (
    ROLL_UPS.includes(entity.kind) &&
    WINDOW_DAYS.includes(window.days) &&
    window.to > context.now() &&
    (cohort ?? 'all') === 'all' &&
    (clock ?? 'elapsed') === 'elapsed' &&
    (statistic ?? 'p50') === 'p50' &&
    (unit ?? 'commit') === 'commit' &&
    (start ?? 'authored') === 'authored' &&
    isWithSubTeams !== false
  );
}
