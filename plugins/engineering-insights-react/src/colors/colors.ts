import type {
  BandLevel,
  PhaseName,
  Severity,
} from '@sei-platform/plugin-engineering-insights-common';

export type ColorMode = 'light' | 'dark';
export type PhasePart = PhaseName | 'notDivided';

/** What an item of work is about; not classified where its source does not say. */
export type WorkMixPart =
  | 'feature'
  | 'defect'
  | 'unplanned'
  | 'maintenance'
  | 'notClassified';
export type BandPart = BandLevel | 'unknown';
export type StatusPart = 'todo' | 'inProgress' | 'done';
export type SprintPart = 'committed' | 'added' | 'done';

export interface ChartColors {
  /** The paper that charts lie on, for which contrast is computed. */
  readonly paper: string;
  readonly better: string;
  readonly worse: string;
  readonly phases: Readonly<Record<PhasePart, string>>;
  readonly workMix: Readonly<Record<WorkMixPart, string>>;
  /** The more severe, the more a colour stands out from paper. */
  readonly severities: Readonly<Record<Severity, string>>;
  /** Blue for what is better, as everywhere; grey for what has no band. */
  readonly bands: Readonly<Record<BandPart, string>>;
  readonly statuses: Readonly<Record<StatusPart, string>>;
  readonly sprint: Readonly<Record<SprintPart, string>>;
  /** For lines side by side, such as services; of more lines than these the others are grey. */
  readonly lines: readonly string[];
  /** The one colour of a chart with one series, and of a successful deployment. */
  readonly series: string;
  readonly failed: string;
  readonly rollback: string;
  readonly muted: string;
  readonly grid: string;
  readonly axis: string;
}

/**
 * Colours chosen by computation: contrast of at least 3:1 on paper and, within each palette, a CIE76 distance of at
 * least 20 under simulated protanopia, deuteranopia and tritanopia. Never red against green.
 */
export const CHART_COLORS: Readonly<Record<ColorMode, ChartColors>> = {
  light: {
    paper: '#FFFFFF',
    better: '#0B5CAD',
    worse: '#A84300',
    phases: {
      coding: '#1A2B50',
      pickup: '#E1711C',
      review: '#0D79E8',
      merge: '#7B531A',
      deploy: '#14A965',
      notDivided: '#767676',
    },
    workMix: {
      feature: '#4A7CE4',
      defect: '#DB760A',
      unplanned: '#592881',
      maintenance: '#0A3B1D',
      notClassified: '#767676',
    },
    severities: {
      critical: '#420B2C',
      high: '#8A2D0E',
      medium: '#B1740C',
      low: '#5B95D8',
      unknown: '#767676',
    },
    bands: {
      elite: '#1A2B50',
      high: '#0D79E8',
      medium: '#E1711C',
      low: '#7B531A',
      unknown: '#767676',
    },
    statuses: { todo: '#767676', inProgress: '#E1711C', done: '#0B5CAD' },
    sprint: { committed: '#1A2B50', added: '#E1711C', done: '#0D79E8' },
    lines: ['#0D79E8', '#E1711C', '#1A2B50', '#14A965', '#7B531A'],
    series: '#0D79E8',
    failed: '#A84300',
    rollback: '#1A2B50',
    muted: '#767676',
    grid: '#E4E7EB',
    axis: '#5F6570',
  },
  dark: {
    paper: '#424242',
    better: '#7CC4FF',
    worse: '#FFB066',
    phases: {
      coding: '#7585EE',
      pickup: '#E86532',
      review: '#9DD1FA',
      merge: '#DFC419',
      deploy: '#29F99F',
      notDivided: '#BDBDBD',
    },
    workMix: {
      feature: '#4DDBFF',
      defect: '#DA7525',
      unplanned: '#BC73F0',
      maintenance: '#2DA36E',
      notClassified: '#BDBDBD',
    },
    severities: {
      critical: '#FFFFFF',
      high: '#F7CC8B',
      medium: '#FF8834',
      low: '#5299E6',
      unknown: '#BDBDBD',
    },
    bands: {
      elite: '#9DD1FA',
      high: '#7585EE',
      medium: '#DFC419',
      low: '#E86532',
      unknown: '#BDBDBD',
    },
    statuses: { todo: '#BDBDBD', inProgress: '#F08A4B', done: '#7CC4FF' },
    sprint: { committed: '#8385E9', added: '#ED6934', done: '#87C3F0' },
    lines: ['#9DD1FA', '#E86532', '#7585EE', '#29F99F', '#DFC419'],
    series: '#7CC4FF',
    failed: '#FFB066',
    rollback: '#FFFFFF',
    muted: '#BDBDBD',
    grid: '#5A5A5A',
    axis: '#C4C4C4',
  },
};
