import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { DONE_DAYS, issueStates } from './issueStates';
import { NO_ITEMS } from './issueSql';
import { kanbanReference } from './planningReferences';

const there = (number: number, category: string) => ({
  entityId: 1,
  observationKey: `1:${number}`,
  observedAt: '2026-03-31T23:59:59Z',
  category,
});

/** Issues by how far they are. */
export const cumulativeFlow: Metric = {
  definition: {
    id: 'planning.cumulative-flow',
    version: 1,
    title: 'Cumulative flow',
    summary: 'How many issues wait, are in progress and are done.',
    formula: `The issues that exist at the end of the window, or of the week or month of the series, by the category of the status that they had then. Of those done, the ones done within the ${DONE_DAYS} days before that moment.`,
    unit: 'count',
    direction: 'neutral',
    aggregate: 'count',
    observationKind: 'issue',
    isSnapshot: true,
    categories: [
      { id: 'todo', title: 'To do' },
      { id: 'inProgress', title: 'In progress' },
      { id: 'done', title: 'Done' },
    ],
    minimumSample: 0,
    isPersonDerived: false,
    requires: ['Issues, with the history of their status'],
    excludes: [
      `Issues done more than ${DONE_DAYS} days before`,
      'Issues closed without being done, such as duplicates',
      'Issues that are in progress now and of which the history of the status is not known',
      NO_ITEMS,
    ],
    blindSpots: [
      'Trackers that know only open and closed, such as the issues of GitHub and GitLab, have nothing in progress: all that is open counts as to do',
      'Issues that nobody changed since the history that is read begins',
      'Issues that were deleted, or moved elsewhere, since then',
    ],
    references: [kanbanReference],
  },
  needs: ['issues'],
  observations: scope => ({
    shared: issueStates(scope),
    sql: `
      select entity_id,
             observation_key,
             at as observed_at,
             category,
             case
               when is_left_out_as_bot then 'bot'
               when not is_state_known then 'timeUnknown'
               when category = 'done' and is_dropped then 'notDone'
             end as excluded_reason
        from issue_state`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Two issues wait, one is in progress and one is done: 2 + 1 + 1',
      observations: [
        there(11, 'todo'),
        there(12, 'todo'),
        there(13, 'inProgress'),
        there(14, 'done'),
      ],
      expected: 4,
    },
    {
      title: 'One waits and one was closed as a duplicate: 1 is left',
      observations: [
        there(11, 'todo'),
        { ...there(12, 'done'), excludedReason: 'notDone' },
      ],
      expected: 1,
    },
    {
      title: 'Nothing was read yet: not known, not 0',
      observations: [],
      expected: undefined,
    },
  ],
};
