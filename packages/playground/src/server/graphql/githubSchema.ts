import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, extendSchema, parse, type GraphQLSchema } from 'graphql';

const FILE = '@octokit/graphql-schema/schema.graphql';
/** What GitHub's documentation has and the package's copy of the schema not yet. */
const ISSUE_TYPES = /* GraphQL */ `
  extend type Issue {
    issueType: IssueType
  }
  type IssueType implements Node {
    id: ID!
    name: String!
    description: String
  }
`;
let schema: GraphQLSchema | undefined;

/** The package exports its code to `import` only and its data not at all, so the file is looked for. */
function findFile(): string {
  const folders = require.resolve.paths(FILE) ?? [];
  const file = folders.map(folder => join(folder, FILE)).find(existsSync);
  if (!file)
    throw new Error(
      `${FILE} is not installed: run the package manager's install.`,
    );
  return file;
}

/** GitHub's own schema, as it publishes it. Read once, at the first query. */
export function githubSchema(): GraphQLSchema {
  schema ??= extendSchema(
    buildSchema(readFileSync(findFile(), 'utf8'), { assumeValidSDL: true }),
    parse(ISSUE_TYPES),
  );
  return schema;
}
