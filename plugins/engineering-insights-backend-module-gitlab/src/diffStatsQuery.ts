/** How many lines merge requests change, and where: REST tells neither without the patches. */
export const diffStatsQuery = /* GraphQL */ `
  query diffStats($path: ID!, $iids: [String!]) {
    project(fullPath: $path) {
      mergeRequests(iids: $iids) {
        nodes {
          iid
          diffStatsSummary {
            additions
            deletions
            fileCount
          }
          diffStats {
            path
            additions
            deletions
          }
        }
      }
    }
  }
`;
