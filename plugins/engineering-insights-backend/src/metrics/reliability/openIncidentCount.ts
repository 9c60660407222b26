import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { BOUND } from '../flow/bound';
import {
  INCIDENT_BLIND_SPOTS,
  OF_ANOTHER,
  WHAT_IS_AN_INCIDENT,
} from './incidentNotes';
import { OPEN_INCIDENTS_SQL } from './ownIncidentsSql';
import { incidentReference } from './reliabilityReference';
import { SEVERITIES } from './severities';

/** How many incidents are open, by severity. */
export const openIncidentCount: Metric = {
  definition: {
    id: 'reliability.open-incidents',
    version: 1,
    title: 'Open incidents',
    summary: 'How many incidents are open.',
    formula: `The incidents that were opened and not yet resolved at the end of the window, or of the week or month of the series, by their severity. ${WHAT_IS_AN_INCIDENT}`,
    unit: 'count',
    direction: 'lowerIsBetter',
    aggregate: 'count',
    observationKind: 'incident',
    isSnapshot: true,
    categories: SEVERITIES,
    minimumSample: 0,
    isPersonDerived: false,
    requires: [
      'Incidents with their resolution, or issues that the policy takes for incidents',
    ],
    excludes: [
      OF_ANOTHER,
      'Incidents that are over, of which the source does not tell since when, at the moments at which they may have been open',
    ],
    blindSpots: [
      ...INCIDENT_BLIND_SPOTS,
      'Incidents that are over and that nobody closed',
      'Whether an incident was closed and opened again in between',
    ],
    references: [incidentReference],
  },
  needs: ['incidents'],
  observations: () => ({
    shared: [BOUND],
    sql: `
      select bound.entity_id,
             own_incident.observation_key,
             moment.at as observed_at,
             own_incident.severity as category,
             case
               when own_incident.ended_by is not null then 'timeUnknown'
             end as excluded_reason
        ${OPEN_INCIDENTS_SQL}
       where coalesce(own_incident.ended_by, 'infinity') > moment.at`,
    bindings: {},
  }),
  examples: [
    {
      title: 'One critical incident and one low one are open: 2',
      observations: ['critical', 'low'].map((category, index) => ({
        entityId: 1,
        observationKey: `1:i-${index}`,
        observedAt: '2026-03-31T23:59:59Z',
        category,
      })),
      expected: 2,
    },
    {
      title:
        'One incident is open; one issue is done since a time that is not known: 1',
      observations: [
        {
          entityId: 1,
          observationKey: '1:i-1',
          observedAt: '2026-03-31T23:59:59Z',
          category: 'high',
        },
        {
          entityId: 1,
          observationKey: '1:OPS-7',
          observedAt: '2026-03-31T23:59:59Z',
          category: 'unknown',
          excludedReason: 'timeUnknown',
        },
      ],
      expected: 1,
    },
  ],
};
