import type {
  BandLevel,
  OverviewDays,
} from '@sei-platform/plugin-engineering-insights-common';
import { putParameter } from '../../../page/state/pageState';

export const OVERVIEW_DAYS: readonly OverviewDays[] = [30, 90, 180, 365];
const DEFAULT_DAYS: OverviewDays = 90;

/** Metrics that services have bands of. */
export const BANDED_METRICS = [
  'dora.change-lead-time',
  'dora.deployment-frequency',
  'dora.failed-deployment-recovery-time',
  'dora.change-fail-rate',
] as const;
export type BandedMetricId = (typeof BANDED_METRICS)[number];

/** Metrics whose change can be divided. */
export const MOVED_METRICS = [
  'dora.change-lead-time',
  'dora.failed-deployment-recovery-time',
  'dora.change-fail-rate',
  'dora.deployment-rework-rate',
] as const;
export type MovedMetricId = (typeof MOVED_METRICS)[number];

export const BAND_LEVELS = [
  'elite',
  'high',
  'medium',
  'low',
  'unknown',
] as const;
export type OverviewBand = BandLevel | 'unknown';

/** A list of services beside the page: all, those of a band, or those that lack something. */
export type OverviewList =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'band';
      readonly metricId: BandedMetricId;
      readonly band: OverviewBand;
    }
  | {
      readonly kind: 'lacking';
      readonly id: string;
      readonly metricId?: string;
    };

/** What the page shows; the address holds all of it. */
export interface OverviewState {
  /** `domain:default/retail`; absent: the reader's own. */
  readonly entityRef?: string;
  readonly days: OverviewDays;
  readonly lifecycle?: string;
  readonly tag?: string;
  readonly bandMetricId: BandedMetricId;
  readonly movedMetricId: MovedMetricId;
  readonly list?: OverviewList;
}

export type OverviewStateChange = {
  readonly [K in keyof OverviewState]?: OverviewState[K] | null;
};

function readList(text: string | null): OverviewList | undefined {
  const [kind, first, second] = (text ?? '').split('/');
  const band = BAND_LEVELS.find(level => level === second);
  const metricId = BANDED_METRICS.find(id => id === first);
  if (kind === 'all') return { kind };
  if (kind === 'band' && metricId && band) return { kind, metricId, band };
  if (kind === 'lacking' && first)
    return { kind, id: first, ...(second && { metricId: second }) };
  return undefined;
}

function listText(list: OverviewList): string {
  switch (list.kind) {
    case 'band':
      return `band/${list.metricId}/${list.band}`;
    case 'lacking':
      return ['lacking', list.id, list.metricId].filter(Boolean).join('/');
    default:
      return list.kind;
  }
}

/** Reads the page's state from its address; what makes no sense there is as if it were absent. */
export function readOverviewState(parameters: URLSearchParams): OverviewState {
  const text = (name: string) => parameters.get(name) || undefined;
  return {
    entityRef: text('entity')?.toLocaleLowerCase('en-US'),
    days:
      OVERVIEW_DAYS.find(days => `${days}d` === parameters.get('window')) ??
      DEFAULT_DAYS,
    lifecycle: text('lifecycle'),
    tag: text('tag'),
    bandMetricId:
      BANDED_METRICS.find(id => id === parameters.get('bands')) ??
      BANDED_METRICS[0],
    movedMetricId:
      MOVED_METRICS.find(id => id === parameters.get('moved')) ??
      MOVED_METRICS[0],
    list: readList(parameters.get('list')),
  };
}

/** Writes a change into an address; what is the default is left out. Another entity has other lifecycles, tags and lists. */
export function writeOverviewState(
  previous: URLSearchParams,
  change: OverviewStateChange,
): URLSearchParams {
  const next = new URLSearchParams(previous);
  const put = (name: string, value: string | null | undefined) =>
    putParameter(next, name, value);
  if (change.entityRef !== undefined) {
    ['lifecycle', 'tag', 'list'].forEach(name => next.delete(name));
    put('entity', change.entityRef);
  }
  if (change.days !== undefined)
    put(
      'window',
      change.days === null || change.days === DEFAULT_DAYS
        ? null
        : `${change.days}d`,
    );
  if (change.lifecycle !== undefined) put('lifecycle', change.lifecycle);
  if (change.tag !== undefined) put('tag', change.tag);
  if (change.bandMetricId !== undefined)
    put(
      'bands',
      change.bandMetricId === BANDED_METRICS[0] ? null : change.bandMetricId,
    );
  if (change.movedMetricId !== undefined)
    put(
      'moved',
      change.movedMetricId === MOVED_METRICS[0] ? null : change.movedMetricId,
    );
  if (change.list !== undefined)
    put('list', change.list && listText(change.list));
  return next;
}
