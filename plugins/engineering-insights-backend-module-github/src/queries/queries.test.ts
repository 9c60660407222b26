import { buildSchema, extendSchema, parse, validate } from 'graphql';
import { MOST_POINTS_OF_A_QUERY } from '../client';
import { pointsOf } from '../__testUtils__/pointsOf';
import { readPackageFile } from '../testUtils/readPackageFile';
import { CHANGES_PARTS, changesQuery, type ChangesPart } from './changes';
import { headQuery, historyQuery } from './commits';
import { deploymentsQuery, deploymentStatusesQuery } from './deployments';
import { issuesQuery, olderIssuesQuery } from './issues';
import { pullRequestListsQuery, pullRequestsQuery } from './pullRequests';
import { releasesQuery, tagsQuery } from './releases';

// GitHub publishes some fields twice, which a strict reading refuses.
const published = buildSchema(
  readPackageFile('@octokit/graphql-schema', 'schema.graphql'),
  {
    assumeValidSDL: true,
  },
);
/** GitHub's documentation has issue types, the package's copy of the schema not yet. */
const schema = extendSchema(
  published,
  parse(/* GraphQL */ `
    extend type Issue {
      issueType: IssueType
    }
    type IssueType {
      name: String!
    }
  `),
);

describe("GitHub's published schema", () => {
  it.each(
    Object.entries({
      changes: changesQuery({
        count: 49,
        parts: Object.keys(CHANGES_PARTS) as ChangesPart[],
      }),
      deployments: deploymentsQuery,
      deploymentStatuses: deploymentStatusesQuery,
      head: headQuery,
      history: historyQuery,
      issues: issuesQuery,
      olderIssues: olderIssuesQuery,
      pullRequestLists: pullRequestListsQuery,
      pullRequests: pullRequestsQuery,
      releases: releasesQuery,
      tags: tagsQuery,
    }),
  )('knows all that the query %s asks for', (_, query) => {
    expect(validate(schema, parse(query)).map(error => error.message)).toEqual(
      [],
    );
  });
});

describe('the budget', () => {
  const parts = Object.keys(CHANGES_PARTS) as ChangesPart[];

  it.each<[string, string, Record<string, number>, number]>([
    ['changes of 49', changesQuery({ count: 49, parts }), {}, 1],
    ['changes of 50', changesQuery({ count: 50, parts }), {}, 2],
    ['head', headQuery, {}, 1],
    ['history of 100', historyQuery, { size: 100 }, 2],
    ['pull requests, live', pullRequestsQuery, { size: 6, listSize: 100 }, 1],
    ['pull requests', pullRequestsQuery, { size: 20, listSize: 100 }, 3],
    ['lists of a pull request', pullRequestListsQuery, { size: 100 }, 1],
    ['deployments', deploymentsQuery, { size: 50 }, 1],
    ['statuses of a deployment', deploymentStatusesQuery, {}, 1],
    ['releases', releasesQuery, { size: 100 }, 1],
    ['tags', tagsQuery, { size: 100 }, 1],
    ['issues, live', issuesQuery, { size: 25 }, 1],
    ['issues', issuesQuery, { size: 100 }, 3],
  ])('is charged for %s as it is counted on', (_, query, variables, points) => {
    expect(pointsOf(parse(query), variables)).toBe(points);
    expect(points).toBeLessThanOrEqual(MOST_POINTS_OF_A_QUERY);
  });
});
