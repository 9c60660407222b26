import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { NO_ITEMS } from './issueSql';
import { scrumReference } from './planningReferences';
import { sprintItems } from './sprintItems';

const ended = (number: number, value: number) => ({
  entityId: 1,
  observationKey: `1:${number}`,
  observedAt: '2026-03-13T12:00:00Z',
  value,
});

/** Median of the estimates done per sprint. */
export const sprintVelocity: Metric = {
  definition: {
    id: 'planning.sprint-velocity',
    version: 1,
    title: 'Velocity',
    summary: 'How many points are done in a typical sprint.',
    formula:
      'The median, over the sprints that ended in the window, of the sum of the estimates of the issues that were done in the sprint by its end, those added after its start too. A sprint ends when it is closed; where a tracker knows only its dates, with its last day.',
    unit: 'points',
    direction: 'neutral',
    aggregate: 'quantile',
    observationKind: 'sprint',
    // Three sprints are what teams plan by.
    minimumSample: 3,
    isPersonDerived: false,
    requires: [
      'Sprints',
      'Issues with an estimate and the history of their sprints',
    ],
    excludes: [
      'Sprints of which no issue, or nothing that was done, has an estimate',
      'Sprints without an issue of the service or team',
      NO_ITEMS,
    ],
    blindSpots: [
      'What an estimate was during the sprint: it is the one that the issue has now',
      'Issues without an estimate, which add nothing',
      "Whether two teams' points mean the same: velocities of teams cannot be compared, and of several teams together it is the median over all their sprints",
      'Of a team whose services are components of one project, a sprint counts as the first of them sees it: annotate the team with its board',
    ],
    references: [scrumReference],
  },
  needs: ['sprints', 'issues'],
  observations: scope => ({
    shared: sprintItems(scope),
    hasSettledAt: true,
    sql: `
      select entity_id,
             sprint_key as observation_key,
             ended_at as observed_at,
             ended_at as settled_at,
             coalesce(sum(estimate) filter (where is_done), 0)
               ::double precision as value,
             case
               when count(estimate) = 0
                 or (bool_or(is_done)
                     and count(estimate) filter (where is_done) = 0)
                 then 'notEstimated'
             end as excluded_reason
        from sprint_item
        cross join lateral (
          select is_in_at_end
                   and end_at_start is null
                   and coalesce(end_at_end = 'done', false) as is_done
        ) as outcome
       where not is_left_out_as_bot
         and (is_in_at_start or is_in_at_end)
       group by entity_id, sprint_key, ended_at`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'Sprints of 13 + 8 = 21, 5 + 3 = 8 and 20 points: the median is 20',
      observations: [ended(13, 13 + 8), ended(14, 5 + 3), ended(15, 20)],
      expected: 20,
    },
    {
      title: 'A sprint without any estimate is not one of 0 points',
      observations: [
        {
          entityId: 1,
          observationKey: '1:13',
          observedAt: '2026-03-13T12:00:00Z',
          excludedReason: 'notEstimated',
        },
      ],
      expected: undefined,
    },
  ],
};
