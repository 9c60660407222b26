import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { durationSql } from '../durationSql';
import { BOUND } from '../flow/bound';
import {
  INCIDENT_BLIND_SPOTS,
  OF_ANOTHER,
  WHAT_IS_AN_INCIDENT,
} from './incidentNotes';
import { ownIncidentsSql } from './ownIncidentsSql';
import {
  incidentMetricsReference,
  incidentReference,
} from './reliabilityReference';

const HOUR = 3_600;

/** Median time from the opening of an incident to its resolution. */
export const incidentResolutionTime: Metric = {
  definition: {
    id: 'reliability.incident-resolution-time',
    version: 1,
    title: 'Incident resolution time',
    summary: 'How long it typically takes until an incident is over.',
    formula: `The median, over the incidents that were resolved in the window, of resolution minus opening, by the clock. Whether a change caused them or not does not matter. ${WHAT_IS_AN_INCIDENT}`,
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'incident',
    // Incidents are as few as failed deployments.
    minimumSample: 3,
    isPersonDerived: false,
    requires: [
      'Incidents with their resolution, or issues that the policy takes for incidents',
    ],
    excludes: [
      'Incidents that are still open, which are listed by their opening',
      'Incidents dated as resolved before they were opened',
      'Incidents that are over, of which the source does not tell since when',
      OF_ANOTHER,
    ],
    blindSpots: [
      ...INCIDENT_BLIND_SPOTS,
      'The time before anyone opened the incident',
      'How long users were affected: an incident may be closed days after its end',
      'What was opened again: only its last resolution counts',
    ],
    references: [incidentReference, incidentMetricsReference],
  },
  needs: ['incidents'],
  // An incident does not wait for working hours.
  observations: () => ({
    shared: [BOUND],
    sql: `
      select bound.entity_id,
             observation_key,
             coalesce(resolved_at, opened_at) as observed_at,
             ${durationSql(
               { clock: 'elapsed' },
               'opened_at',
               'resolved_at',
             )} as value,
             case
               when ended_by is not null then 'timeUnknown'
               when resolved_at is null then 'stillOpen'
               when resolved_at < opened_at then 'boundaryOutOfOrder'
             end as excluded_reason
        from bound
        ${ownIncidentsSql(
          (opened, ended) =>
            `coalesce(${ended}, ${opened}) >= bound.from_at
             and coalesce(${ended}, ${opened}) < bound.to_at`,
        )}`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'Three incidents, over after 1, 2 and 9 hours: the median is 2 hours',
      observations: [1, 9, 2].map((hours, index) => ({
        entityId: 1,
        observationKey: `1:i-${index}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        value: hours * HOUR,
      })),
      expected: 2 * HOUR,
    },
    {
      title:
        'One incident is over after 1 hour, one is still open: the open one is listed, not counted',
      observations: [
        {
          entityId: 1,
          observationKey: '1:i-1',
          observedAt: '2026-03-02T12:00:00Z',
          value: HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:i-2',
          observedAt: '2026-03-03T12:00:00Z',
          excludedReason: 'stillOpen',
        },
      ],
      expected: HOUR,
    },
    {
      title: 'No incident: there is nothing to resolve',
      observations: [],
      expected: undefined,
    },
  ],
};
