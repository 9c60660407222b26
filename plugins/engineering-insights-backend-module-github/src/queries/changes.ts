/** What tells of changes and may be refused by itself, each below a permission of its own. */
export const CHANGES_PARTS = {
  pullRequests: /* GraphQL */ `
    pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        updatedAt
      }
    }
  `,
  issues: /* GraphQL */ `
    issues(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        updatedAt
      }
    }
  `,
  deployments: /* GraphQL */ `
    deployments(first: 10, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        createdAt
        updatedAt
        latestStatus {
          createdAt
        }
      }
    }
  `,
  // No list, which would cost as much as one of the others.
  latestRelease: /* GraphQL */ `
    latestRelease {
      createdAt
      publishedAt
      updatedAt
    }
  `,
};

export type ChangesPart = keyof typeof CHANGES_PARTS;

/** When each of some repositories last changed, in one query: an alias for each, `r0`, `r1`, …. */
export function changesQuery(options: {
  count: number;
  parts: readonly ChangesPart[];
}): string {
  const { count, parts } = options;
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
      ${parts.map(part => CHANGES_PARTS[part]).join('')}
    }
  `;
}
