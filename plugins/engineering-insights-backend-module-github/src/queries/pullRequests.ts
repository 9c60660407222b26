/** What is read of one pull request; each list is followed to its end by `pullRequestListsQuery`. */
const pullRequestFields = /* GraphQL */ `
  fragment PullRequestActor on Actor {
    __typename
    login
  }
  fragment ReviewFields on PullRequestReview {
    fullDatabaseId
    url
    state
    submittedAt
    updatedAt
    author {
      ...PullRequestActor
    }
    comments(first: 1) {
      totalCount
    }
  }
  fragment PullRequestCommitFields on PullRequestCommit {
    commit {
      oid
      authoredDate
      committedDate
    }
  }
  fragment ChangedFileFields on PullRequestChangedFile {
    path
    changeType
    additions
    deletions
  }
  fragment PageFields on PageInfo {
    hasNextPage
    endCursor
  }
`;

/** One page of pull requests, the latest change first. */
export const pullRequestsQuery = /* GraphQL */ `
  query pullRequests(
    $owner: String!
    $name: String!
    $size: Int!
    $listSize: Int!
    $after: String
  ) {
    repository(owner: $owner, name: $name) {
      pullRequests(
        first: $size
        after: $after
        orderBy: { field: UPDATED_AT, direction: DESC }
      ) {
        pageInfo {
          ...PageFields
        }
        nodes {
          id
          number
          url
          title
          state
          isDraft
          createdAt
          updatedAt
          mergedAt
          closedAt
          headRefOid
          headRefName
          baseRefName
          additions
          deletions
          changedFiles
          author {
            ...PullRequestActor
          }
          mergedBy {
            ...PullRequestActor
          }
          mergeCommit {
            oid
          }
          labels(first: 50) {
            nodes {
              name
            }
          }
          closingIssuesReferences(first: 20) {
            nodes {
              number
              repository {
                nameWithOwner
              }
            }
          }
          timelineItems(
            first: 50
            itemTypes: [READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT]
          ) {
            nodes {
              __typename
              ... on ReadyForReviewEvent {
                createdAt
              }
              ... on ConvertToDraftEvent {
                createdAt
              }
            }
          }
          reviews(first: 10) {
            pageInfo {
              ...PageFields
            }
            nodes {
              ...ReviewFields
            }
          }
          commits(first: $listSize) {
            pageInfo {
              ...PageFields
            }
            nodes {
              ...PullRequestCommitFields
            }
          }
          files(first: $listSize) {
            pageInfo {
              ...PageFields
            }
            nodes {
              ...ChangedFileFields
            }
          }
        }
      }
    }
  }
  ${pullRequestFields}
`;

/** The following page of those lists of one pull request that did not end. */
export const pullRequestListsQuery = /* GraphQL */ `
  query pullRequestLists(
    $id: ID!
    $size: Int!
    $withReviews: Boolean!
    $reviewsAfter: String
    $withCommits: Boolean!
    $commitsAfter: String
    $withFiles: Boolean!
    $filesAfter: String
  ) {
    node(id: $id) {
      ... on PullRequest {
        reviews(first: $size, after: $reviewsAfter) @include(if: $withReviews) {
          pageInfo {
            ...PageFields
          }
          nodes {
            ...ReviewFields
          }
        }
        commits(first: $size, after: $commitsAfter) @include(if: $withCommits) {
          pageInfo {
            ...PageFields
          }
          nodes {
            ...PullRequestCommitFields
          }
        }
        files(first: $size, after: $filesAfter) @include(if: $withFiles) {
          pageInfo {
            ...PageFields
          }
          nodes {
            ...ChangedFileFields
          }
        }
      }
    }
  }
  ${pullRequestFields}
`;
