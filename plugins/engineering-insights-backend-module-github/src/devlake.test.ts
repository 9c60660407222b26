import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IssueFact } from '@sei-platform/plugin-engineering-insights-common';
import { normalizeIssue } from './normalize/issues';

// What another project's authors make of the same recorded events, not our own goldens.

interface Recorded {
  events: {
    id: number;
    created_at: string;
    state_reason: string | null;
    issue: {
      id: number;
      number: number;
      title: string;
      created_at: string;
      updated_at: string;
      closed_at: string | null;
    };
  }[];
  expected: { issue_id: number; type: string; at: string }[];
}

const { events, expected } = JSON.parse(
  readFileSync(
    join(__dirname, '__fixtures__', 'devlake', 'issueEvents.json'),
    'utf8',
  ),
) as Recorded;

/** The issue of some events as a query would have it. */
function factOf(issueId: number): IssueFact {
  const own = new Map(
    events.filter(({ issue }) => issue.id === issueId).map(e => [e.id, e]),
  );
  const [{ issue }] = own.values();
  const result = normalizeIssue({
    from: 'graphql',
    repository: 'panjf2000/ants',
    issue: {
      number: issue.number,
      title: issue.title,
      state: 'CLOSED',
      createdAt: issue.created_at,
      updatedAt: issue.updated_at,
      closedAt: issue.closed_at,
      timelineItems: {
        pageInfo: { hasNextPage: false },
        nodes: [...own.values()].map(event => ({
          __typename: 'ClosedEvent',
          createdAt: event.created_at,
          stateReason: event.state_reason,
        })),
      },
    },
  });
  if (result.result !== 'ok') throw new Error(result.reason);
  return result.facts[0] as IssueFact;
}

it.each([...new Set(expected.map(row => row.issue_id))])(
  'the issue %d was closed when the rows of Apache DevLake say so',
  issueId => {
    const closings = factOf(issueId).transitions?.filter(
      ({ toCategory }) => toCategory === 'done',
    );
    const rows = expected.filter(row => row.issue_id === issueId);
    expect(closings?.map(({ at }) => Date.parse(at))).toEqual(
      rows.map(({ at }) => Date.parse(at)),
    );
  },
);
