/** One page of releases, the latest created first. */
export const releasesQuery = /* GraphQL */ `
  query releases($owner: String!, $name: String!, $size: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      releases(
        first: $size
        after: $after
        orderBy: { field: CREATED_AT, direction: DESC }
      ) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          tagName
          name
          url
          isDraft
          isPrerelease
          createdAt
          publishedAt
          updatedAt
          tagCommit {
            oid
          }
        }
      }
    }
  }
`;

/** One page of tags, the latest commit first. */
export const tagsQuery = /* GraphQL */ `
  query tags($owner: String!, $name: String!, $size: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      refs(
        refPrefix: "refs/tags/"
        first: $size
        after: $after
        orderBy: { field: TAG_COMMIT_DATE, direction: DESC }
      ) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          name
          target {
            __typename
            oid
            ... on Commit {
              committedDate
            }
            ... on Tag {
              tagger {
                date
              }
              target {
                __typename
                oid
                ... on Commit {
                  committedDate
                }
              }
            }
          }
        }
      }
    }
  }
`;
