/** When each of some repositories last changed, in one query: an alias for each, `r0`, `r1`, …. */
export function changesQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map(
    index => `$owner${index}: String!, $name${index}: String!`,
  );
  const repositories = indices.map(
    index =>
      `r${index}: repository(owner: $owner${index}, name: $name${index}) { ...Changes }`,
  );
  return /* GraphQL */ `
    query changes(${variables.join(', ')}) {
      ${repositories.join('\n      ')}
    }
    fragment Changes on Repository {
      pushedAt
      pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) {
        nodes {
          updatedAt
        }
      }
      deployments(first: 10, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes {
          createdAt
          updatedAt
          latestStatus {
            createdAt
          }
        }
      }
      releases(first: 5, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes {
          createdAt
          updatedAt
        }
      }
    }
  `;
}
