import type { Request, RequestHandler } from 'express';
import { buildSchema, graphql } from 'graphql';
import { mergeFiles } from '../simulation/changes';
import type { PullRequest } from '../simulation/model';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import { sendGitlabJson } from './respond';

/** The part of GitLab's schema that tells how much a merge request changes. */
const SCHEMA = buildSchema(/* GraphQL */ `
  type Query {
    project(fullPath: ID!): Project
  }
  type Project {
    fullPath: ID!
    mergeRequests(iids: [String!]): MergeRequestConnection
  }
  type MergeRequestConnection {
    nodes: [MergeRequest]
  }
  type MergeRequest {
    iid: String!
    diffStatsSummary: DiffStatsSummary
    diffStats: [DiffStats!]
  }
  type DiffStatsSummary {
    additions: Int!
    changes: Int!
    deletions: Int!
    fileCount: Int!
  }
  type DiffStats {
    path: String!
    additions: Int!
    deletions: Int!
  }
`);

function viewOf(project: RepositorySimulation, item: PullRequest) {
  const files = mergeFiles(item.commits.map(sha => project.graph.get(sha)));
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return {
    iid: String(item.number),
    diffStatsSummary: {
      additions,
      deletions,
      changes: additions + deletions,
      fileCount: files.length,
    },
    diffStats: files,
  };
}

export function createGitlabGraphqlHandler(
  find: (path: string) => RepositorySimulation | undefined,
): RequestHandler {
  const rootValue = {
    project({ fullPath }: { fullPath: string }) {
      const project = find(fullPath);
      if (!project) return null;
      return {
        fullPath,
        mergeRequests: ({ iids }: { iids?: string[] }) => ({
          nodes: project.pullRequests
            .filter(item => !iids || iids.includes(String(item.number)))
            .map(item => viewOf(project, item)),
        }),
      };
    },
  };
  return (req: Request, res, next) => {
    const { query, variables } = req.body as {
      query: string;
      variables?: Record<string, unknown>;
    };
    graphql({
      schema: SCHEMA,
      source: query,
      rootValue,
      variableValues: variables,
    }).then(answer => sendGitlabJson(req, res, answer), next);
  };
}
