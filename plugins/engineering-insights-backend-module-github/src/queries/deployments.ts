/** One page of deployments, the latest created first. */
export const deploymentsQuery = /* GraphQL */ `
  query deployments(
    $owner: String!
    $name: String!
    $size: Int!
    $after: String
  ) {
    repository(owner: $owner, name: $name) {
      deployments(
        first: $size
        after: $after
        orderBy: { field: CREATED_AT, direction: DESC }
      ) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          databaseId
          environment
          commitOid
          ref {
            name
          }
          task
          createdAt
          updatedAt
          statuses(first: 50) {
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              state
              createdAt
            }
          }
        }
      }
    }
  }
`;

/** The following page of one deployment's statuses. */
export const deploymentStatusesQuery = /* GraphQL */ `
  query deploymentStatuses($id: ID!, $after: String) {
    node(id: $id) {
      ... on Deployment {
        statuses(first: 100, after: $after) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            state
            createdAt
          }
        }
      }
    }
  }
`;
