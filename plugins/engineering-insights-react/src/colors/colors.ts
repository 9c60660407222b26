import type { PhaseName } from '@sei-platform/plugin-engineering-insights-common';

export type ColorMode = 'light' | 'dark';
export type PhasePart = PhaseName | 'notDivided';

export interface ChartColors {
  /** The paper that charts lie on, for which contrast is computed. */
  readonly paper: string;
  readonly better: string;
  readonly worse: string;
  readonly phases: Readonly<Record<PhasePart, string>>;
  /** The one colour of a chart with one series, and of a successful deployment. */
  readonly series: string;
  readonly failed: string;
  readonly rollback: string;
  readonly muted: string;
  readonly grid: string;
  readonly axis: string;
}

/**
 * Colours chosen by computation: contrast of at least 3:1 on paper and, among the phases, a CIE76 distance of at
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
    series: '#7CC4FF',
    failed: '#FFB066',
    rollback: '#FFFFFF',
    muted: '#BDBDBD',
    grid: '#5A5A5A',
    axis: '#C4C4C4',
  },
};
