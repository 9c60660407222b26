import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { BOUND } from '../flow/bound';
import {
  INCIDENT_BLIND_SPOTS,
  OF_ANOTHER,
  WHAT_IS_AN_INCIDENT,
} from './incidentNotes';
import { ownIncidentsSql } from './ownIncidentsSql';
import { incidentReference } from './reliabilityReference';
import { SEVERITIES } from './severities';

/** How many incidents were opened, by severity. */
export const incidentCount: Metric = {
  definition: {
    id: 'reliability.incident-count',
    version: 1,
    title: 'Incidents',
    summary: 'How many incidents are opened.',
    formula: `The incidents that were opened in the window, by their severity. ${WHAT_IS_AN_INCIDENT}`,
    unit: 'count',
    direction: 'lowerIsBetter',
    aggregate: 'count',
    observationKind: 'incident',
    categories: SEVERITIES,
    minimumSample: 0,
    isPersonDerived: false,
    requires: ['Incidents, or issues that the policy takes for incidents'],
    excludes: [OF_ANOTHER],
    blindSpots: [
      ...INCIDENT_BLIND_SPOTS,
      'How readily a team opens an incident: more of them can mean more care',
      'The severity of an issue: its priority says how urgent the work is',
    ],
    references: [incidentReference],
  },
  needs: ['incidents'],
  observations: () => ({
    shared: [BOUND],
    sql: `
      select bound.entity_id,
             own_incident.observation_key,
             own_incident.opened_at as observed_at,
             own_incident.severity as category,
             null::text as excluded_reason
        from bound
        ${ownIncidentsSql(
          opened => `${opened} >= bound.from_at and ${opened} < bound.to_at`,
        )}`,
    bindings: {},
  }),
  examples: [
    {
      title: 'One critical and two low incidents: 3',
      observations: ['critical', 'low', 'low'].map((category, index) => ({
        entityId: 1,
        observationKey: `1:i-${index}`,
        observedAt: `2026-03-0${index + 2}T12:00:00Z`,
        category,
      })),
      expected: 3,
    },
    {
      title:
        'No incident, and no source of incidents was read: not known, and not 0',
      observations: [],
      expected: undefined,
    },
  ],
};
