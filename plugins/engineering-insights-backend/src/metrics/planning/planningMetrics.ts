import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { cumulativeFlow } from './cumulativeFlow';
import { flowEfficiency } from './flowEfficiency';
import { issueCycleTime } from './issueCycleTime';
import { issueLeadTime } from './issueLeadTime';
import { issueThroughput } from './issueThroughput';
import { issueWorkInProgress } from './issueWorkInProgress';
import { issueWorkInProgressAge } from './issueWorkInProgressAge';
import { sprintCommitment } from './sprintCommitment';
import { sprintVelocity } from './sprintVelocity';
import { unplannedShare } from './unplannedShare';
import { workMix } from './workMix';

/** What a team plans and finishes, from its issues and sprints. */
export const planningMetrics: readonly Metric[] = [
  workMix,
  unplannedShare,
  issueThroughput,
  issueLeadTime,
  issueCycleTime,
  flowEfficiency,
  cumulativeFlow,
  issueWorkInProgress,
  issueWorkInProgressAge,
  sprintCommitment,
  sprintVelocity,
];
