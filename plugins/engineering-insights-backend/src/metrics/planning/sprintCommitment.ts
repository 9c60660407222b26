import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { NO_ITEMS } from './issueSql';
import { scrumReference } from './planningReferences';
import { sprintItems } from './sprintItems';

const committed = (number: number, numerator: number) => ({
  entityId: 1,
  observationKey: `1:14:${number}`,
  observedAt: '2026-03-13T12:00:00Z',
  numerator,
  denominator: 1,
});

/** The share of what was in sprints at their start that was done by their end. */
export const sprintCommitment: Metric = {
  definition: {
    id: 'planning.sprint-commitment',
    version: 1,
    title: 'Sprint commitment kept',
    summary: 'How much of what is planned into a sprint is done by its end.',
    formula:
      'Over the sprints that ended in the window: the issues that were in a sprint when it began and were done in it by its end, divided by all that were in it when it began. A sprint ends when it is closed; where a tracker knows only its dates, such as Azure DevOps, it begins with the end of its first day (UTC), when it is planned, and ends with its last. What was moved out of the sprint or dropped is not kept; what was added later is not counted.',
    unit: 'ratio',
    direction: 'higherIsBetter',
    aggregate: 'ratio',
    observationKind: 'sprint',
    minimumSample: 10,
    isPersonDerived: false,
    requires: ['Sprints', 'Issues with the history of their sprints'],
    excludes: [
      'Issues that were added after the start, or done before it',
      'Issues and sprints that do not tell when they were done or began',
      NO_ITEMS,
    ],
    blindSpots: [
      'How much work each issue was',
      'What was agreed to be taken out: it is not kept all the same',
      'Issues of which the history of the sprints is not known',
    ],
    references: [scrumReference],
  },
  needs: ['sprints', 'issues'],
  observations: scope => ({
    shared: sprintItems(scope),
    hasSettledAt: true,
    sql: `
      select entity_id,
             split_part(issue_key, ':', 1) || ':' || sprint_id
               || substr(issue_key, strpos(issue_key, ':'))
               as observation_key,
             ended_at as observed_at,
             ended_at as settled_at,
             (is_in_at_end and coalesce(end_at_end = 'done', false))
               ::int::double precision as numerator,
             1::double precision as denominator,
             case
               when is_left_out_as_bot then 'bot'
               when committed_at is null or not is_end_known
                 then 'timeUnknown'
             end as excluded_reason
        from sprint_item
       where (is_in_at_start and end_at_start is null)
          or (committed_at is null and is_in_at_end)`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Of four issues in the sprint at its start three were done: 3 ÷ 4',
      observations: [
        committed(11, 1),
        committed(12, 1),
        committed(13, 1),
        committed(14, 0),
      ],
      expected: 0.75,
    },
    {
      title: 'The tracker does not say when the sprint began: not known',
      observations: [{ ...committed(11, 1), excludedReason: 'timeUnknown' }],
      expected: undefined,
    },
  ],
};
