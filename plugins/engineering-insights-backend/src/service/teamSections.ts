import type {
  AnalyticsTopic,
  TeamSection,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import {
  coverage,
  cumulativeFlow,
  cycleTime,
  flakyRerunRate,
  incidentCount,
  incidentResolutionTime,
  issueCycleTime,
  mergedWithoutReview,
  openSecurityFindings,
  phaseMetrics,
  pipelineDuration,
  pipelineRecoveryTime,
  pipelineSuccessRate,
  pullRequestSize,
  reviewLoad,
  sprintCommitment,
  sprintVelocity,
  throughput,
  timeToFirstReview,
  timeToRemediate,
  unplannedShare,
  workInProgress,
  workInProgressAge,
  workMix,
} from '../metrics';

/** The metrics of each part of the Team analytics page, those of its cards first. */
export const SECTION_METRICS: Readonly<Record<TeamSection, readonly Metric[]>> =
  {
    flow: [
      throughput,
      cycleTime,
      timeToFirstReview,
      pullRequestSize,
      workInProgress,
      workInProgressAge,
      ...phaseMetrics.filter(metric => metric !== cycleTime),
    ],
    planning: [
      cumulativeFlow,
      issueCycleTime,
      sprintCommitment,
      sprintVelocity,
    ],
    balance: [workMix, unplannedShare, reviewLoad, mergedWithoutReview],
    quality: [
      pipelineSuccessRate,
      pipelineDuration,
      pipelineRecoveryTime,
      flakyRerunRate,
      incidentCount,
      incidentResolutionTime,
      openSecurityFindings,
      timeToRemediate,
      coverage,
    ],
  };

/** The metrics of each topic that scripts ask for, whatever the entity. */
export const TOPIC_METRICS: Readonly<
  Record<AnalyticsTopic, readonly Metric[]>
> = {
  productivity: [...SECTION_METRICS.flow, ...SECTION_METRICS.balance],
  velocity: [throughput, cycleTime, ...SECTION_METRICS.planning],
  quality: SECTION_METRICS.quality,
};
