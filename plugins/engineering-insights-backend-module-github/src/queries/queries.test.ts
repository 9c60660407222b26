import { buildSchema, parse, validate } from 'graphql';
import { readPackageFile } from '../testUtils/readPackageFile';
import { changesQuery } from './changes';
import { headQuery, historyQuery } from './commits';
import { deploymentsQuery, deploymentStatusesQuery } from './deployments';
import { pullRequestListsQuery, pullRequestsQuery } from './pullRequests';
import { releasesQuery, tagsQuery } from './releases';

// GitHub publishes some fields twice, which a strict reading refuses.
const schema = buildSchema(
  readPackageFile('@octokit/graphql-schema', 'schema.graphql'),
  {
    assumeValidSDL: true,
  },
);

describe("GitHub's published schema", () => {
  it.each(
    Object.entries({
      changes: changesQuery(50),
      deployments: deploymentsQuery,
      deploymentStatuses: deploymentStatusesQuery,
      head: headQuery,
      history: historyQuery,
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
