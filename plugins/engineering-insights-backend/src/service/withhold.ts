import type {
  CoverageByService,
  DoraAnswer,
  EntitySummary,
  MetricAnswer,
  TeamAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  changeLeadTime,
  coverage,
  openSecurityFindings,
  phaseMetrics,
  sprintCommitment,
  sprintVelocity,
} from '../metrics';
import { summaryOf } from './summaryOf';

/** What of an answer about an entity the caller may read. */
export interface Permitted {
  /** Those of its metrics. */
  readonly metricIds: ReadonlySet<string>;
  /** Those of the services that it is made of. */
  readonly serviceRefs: ReadonlySet<string>;
}

const PHASES = phaseMetrics.map(({ definition }) => definition.id);
const SPRINTS = [sprintCommitment, sprintVelocity].map(
  ({ definition }) => definition.id,
);

function withheld({ metricId }: MetricAnswer): MetricAnswer {
  return {
    metricId,
    value: {
      status: 'withheld',
      reason: { code: 'notPermitted', parameters: {} },
      excluded: [],
    },
    series: [],
    details: {},
  };
}

/** Says of metrics that the caller may not read that they are withheld, and nothing else. */
export function withholdMetrics(
  metrics: readonly MetricAnswer[],
  metricIds: ReadonlySet<string>,
): readonly MetricAnswer[] {
  return metrics.map(each =>
    metricIds.has(each.metricId) ? each : withheld(each),
  );
}

function servicesOf(
  services: readonly EntitySummary[],
  { serviceRefs }: Permitted,
): readonly EntitySummary[] {
  return services.filter(({ ref }) => serviceRefs.has(ref));
}

/** The DORA tab without what the caller may not read. */
export function withholdDora(
  answer: DoraAnswer,
  permitted: Permitted,
): DoraAnswer {
  const { metricIds } = permitted;
  const metrics = withholdMetrics(answer.metrics, metricIds);
  return {
    ...answer,
    ...(answer.services && {
      services: servicesOf(answer.services, permitted),
    }),
    metrics,
    phases: PHASES.every(id => metricIds.has(id)) ? answer.phases : [],
    distribution: metricIds.has(changeLeadTime.definition.id)
      ? answer.distribution
      : { bins: [] },
    summary: summaryOf(metrics),
  };
}

function coverageOf(
  { services }: CoverageByService,
  coverageRefs: ReadonlySet<string>,
): CoverageByService {
  return {
    services: services.filter(({ entity }) => coverageRefs.has(entity.ref)),
    serviceCount: coverageRefs.size,
  };
}

/** A part of the Team page without what the caller may not read. */
export function withholdTeam(
  answer: TeamAnswer,
  permitted: Permitted & {
    /** Those of the services whose test coverage he may read. */
    readonly coverageRefs: ReadonlySet<string>;
  },
): TeamAnswer {
  const { metricIds, coverageRefs } = permitted;
  const { phases, sprints, findingsByAge, coverageByService, ...rest } = answer;
  const has = (...ids: readonly string[]) => ids.every(id => metricIds.has(id));
  return {
    ...rest,
    services: servicesOf(answer.services, permitted),
    metrics: withholdMetrics(answer.metrics, metricIds),
    ...(phases && has(...PHASES) && { phases }),
    ...(sprints && has(...SPRINTS) && { sprints }),
    ...(findingsByAge &&
      has(openSecurityFindings.definition.id) && { findingsByAge }),
    ...(coverageByService &&
      has(coverage.definition.id) && {
        coverageByService: coverageOf(coverageByService, coverageRefs),
      }),
  };
}
