import type {
  MetricDefinition,
  MetricMove,
} from '@sei-platform/plugin-engineering-insights-common';
import type { PagesFormats } from '@sei-platform/plugin-engineering-insights-react';

/** A move of which something is known. */
export type KnownMove = Extract<MetricMove, { status: 'ok' }>;

/** What one service, phase or rest brings to a change. */
export interface ContributionRow {
  readonly id: string;
  readonly label: string;
  readonly entityRef?: string;
  /** What the rest is made of. */
  readonly detail?: string;
  readonly contribution: number;
  readonly value?: number;
  readonly previous?: number;
  readonly isRest?: boolean;
}

/** What is below this share of the whole change is no more than the last digits of adding up. */
const NOTHING = 1e-9;

const isSomething = (contribution: number, { value, previous }: KnownMove) =>
  Math.abs(contribution) > NOTHING * (Math.abs(value) + Math.abs(previous));

/** The services that brought something, the others together, and what is unexplained; in all the change. */
export function serviceRows(
  move: KnownMove,
  { t, counted }: PagesFormats,
): readonly ContributionRow[] {
  const { services, otherServices, unexplainedByServices } = move;
  return [
    ...services
      .filter(({ contribution }) => isSomething(contribution, move))
      .map(({ entity, contribution, value, previous }) => ({
        id: entity.ref,
        label: entity.title,
        entityRef: entity.ref,
        contribution,
        value,
        previous,
      })),
    ...(otherServices.count > 0
      ? [
          {
            id: 'others',
            label: t('overview.moved.others', counted(otherServices.count)),
            contribution: otherServices.contribution,
            isRest: true,
          },
        ]
      : []),
    ...(isSomething(unexplainedByServices, move)
      ? [
          {
            id: 'unexplained',
            label: t('overview.moved.unexplained'),
            detail: t('overview.moved.unexplainedServices'),
            contribution: unexplainedByServices,
            isRest: true,
          },
        ]
      : []),
  ];
}

/** The phases in their order, and what is unexplained; in all the change. */
export function phaseRows(
  { phases, unexplainedByPhases = 0 }: KnownMove,
  { t }: PagesFormats,
): readonly ContributionRow[] {
  if (!phases) return [];
  return [
    ...phases.map(({ phase, ...numbers }) => ({
      id: phase,
      label: t(`dora.phases.${phase}`),
      ...numbers,
    })),
    {
      id: 'unexplained',
      label: t('overview.moved.unexplained'),
      detail: t('overview.moved.unexplainedPhases'),
      contribution: unexplainedByPhases,
      isRest: true,
    },
  ];
}

/** A contribution with its sign, in the unit of the metric: "+5 h", "−2 points". */
export function signedText(
  contribution: number,
  { unit }: MetricDefinition,
  formats: PagesFormats,
): string {
  const sign = contribution < 0 ? '\u2212' : '+';
  const size = Math.abs(contribution);
  if (unit === 'ratio') {
    const points = new Intl.NumberFormat(formats.locale, {
      maximumFractionDigits: 1,
    }).format(size * 100);
    return `${sign}${formats.t('format.points', {
      count: size * 100,
      amount: points,
    })}`;
  }
  return size < 60
    ? formats.t('overview.moved.nothing')
    : `${sign}${formats.duration(size)}`;
}
