import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { coverage } from './coverage';
import { duplication } from './duplication';
import { openBugs } from './openBugs';
import {
  maintainabilityRating,
  reliabilityRating,
  securityRating,
} from './ratings';

/** What tools measured of the code, in the order in which it is shown. */
export const qualityMetrics: readonly Metric[] = [
  coverage,
  duplication,
  reliabilityRating,
  securityRating,
  maintainabilityRating,
  openBugs,
];
