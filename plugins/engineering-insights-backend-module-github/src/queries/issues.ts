/** What an Enterprise Server knows from some version on; github.com knows it all. */
const newerFields = /* GraphQL */ `
  stateReason(enableDuplicate: true)
  issueType {
    name
  }
  parent {
    number
    repository {
      nameWithOwner
    }
  }
`;

function queryOf(newer: string): string {
  return /* GraphQL */ `
    query issues(
      $owner: String!
      $name: String!
      $size: Int!
      $after: String
    ) {
      repository(owner: $owner, name: $name) {
        nameWithOwner
        issues(
          first: $size
          after: $after
          orderBy: { field: UPDATED_AT, direction: DESC }
        ) {
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            number
            url
            title
            state
            createdAt
            updatedAt
            closedAt
            ${newer}
            labels(first: 50) {
              nodes {
                name
              }
            }
            assignees(first: 1) {
              nodes {
                __typename
                login
              }
            }
            timelineItems(
              first: 50
              itemTypes: [CLOSED_EVENT, REOPENED_EVENT]
            ) {
              pageInfo {
                hasNextPage
              }
              nodes {
                __typename
                ... on ClosedEvent {
                  createdAt
                  stateReason
                }
                ... on ReopenedEvent {
                  createdAt
                }
              }
            }
          }
        }
      }
    }
  `;
}

/** One page of issues, the latest change first; pull requests are none of them. */
export const issuesQuery = queryOf(newerFields);

/** The same of a server that does not know all of that. */
export const olderIssuesQuery = queryOf('');
