/** The head of the default branch. */
export const headQuery = /* GraphQL */ `
  query head($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      defaultBranchRef {
        target {
          oid
        }
      }
    }
  }
`;

/** One page of the commits that a revision reaches, newest first; a tag is followed to its commit. */
export const historyQuery = /* GraphQL */ `
  query history(
    $owner: String!
    $name: String!
    $revision: String!
    $size: Int!
    $after: String
  ) {
    repository(owner: $owner, name: $name) {
      object(expression: $revision) {
        ...CommitHistory
        ... on Tag {
          target {
            ...CommitHistory
          }
        }
      }
    }
  }
  fragment CommitHistory on Commit {
    oid
    history(first: $size, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        oid
        url
        messageHeadline
        authoredDate
        committedDate
        additions
        deletions
        author {
          name
          email
          user {
            __typename
            login
          }
        }
        parents(first: 64) {
          nodes {
            oid
          }
        }
      }
    }
  }
`;
