import type { Request, RequestHandler, Response } from 'express';
import {
  execute,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
} from 'graphql';
import { toIso } from '../../simulation/time';
import { setRateLimitHeaders, type RequestLocals } from '../respond';
import { siteOf, type RestContext } from '../rest/restContext';
import { githubSchema } from './githubSchema';
import { createRoot } from './graphqlRoot';
import { computeQueryCost, type QueryCost } from './queryCost';

const MAXIMUM_NODES = 500_000;
const KEPT_DOCUMENTS = 200;
const documents = new Map<string, DocumentNode>();

/** Parsing and validating against so large a schema costs more than most answers. */
function readDocument(query: string): {
  document?: DocumentNode;
  errors: readonly GraphQLError[];
} {
  const known = documents.get(query);
  if (known) return { document: known, errors: [] };
  try {
    const document = parse(query);
    const errors = validate(githubSchema(), document, specifiedRules);
    if (errors.length > 0) return { errors };
    if (documents.size >= KEPT_DOCUMENTS)
      documents.delete(documents.keys().next().value!);
    documents.set(query, document);
    return { document, errors: [] };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/** GitHub puts the type of an error beside its message. */
function formatError(error: GraphQLError) {
  const { message, path, locations } = error;
  const { type } = error.extensions;
  return {
    ...(typeof type === 'string' && { type }),
    path,
    locations,
    message,
  };
}

function refuse(res: Response, type: string, message: string): void {
  res.json({ errors: [{ type, message }] });
}

async function run(
  context: RestContext,
  req: Request,
  options: { document: DocumentNode; cost: QueryCost; token: string },
) {
  const { document, cost, token } = options;
  const { limit, remaining, used, reset } = context.limits.state(
    token,
    'graphql',
  );
  const rateLimit = {
    limit,
    remaining,
    used,
    cost: cost.points,
    nodeCount: cost.nodes,
    resetAt: toIso(reset),
  };
  const result = await execute({
    schema: githubSchema(),
    document,
    rootValue: createRoot({
      world: context.world,
      site: siteOf(req),
      rateLimit,
    }),
    variableValues: req.body.variables,
    operationName: req.body.operationName,
  });
  return {
    data: result.data,
    ...(result.errors && { errors: result.errors.map(formatError) }),
  };
}

export function createGraphqlHandler(context: RestContext): RequestHandler {
  const { limits } = context;
  return async (req, res, next) => {
    try {
      const { token } = res.locals as RequestLocals;
      const query: unknown = req.body?.query;
      if (typeof query !== 'string') {
        res.status(400).json({
          message: 'A query attribute must be specified and must be a string.',
        });
        return;
      }
      const { document, errors } = readDocument(query);
      const cost = document
        ? computeQueryCost(document, req.body.variables ?? {})
        : { points: 1, nodes: 0 };
      const isAffordable = limits.spend(token, 'graphql', cost.points);
      setRateLimitHeaders(res, { limits, token, resource: 'graphql' });
      if (!isAffordable) {
        refuse(
          res,
          'RATE_LIMITED',
          'API rate limit exceeded for user ID 1001.',
        );
      } else if (cost.nodes > MAXIMUM_NODES) {
        refuse(
          res,
          'MAX_NODE_LIMIT_EXCEEDED',
          `This query requests up to ${cost.nodes} possible nodes which exceeds the maximum limit of ${MAXIMUM_NODES}.`,
        );
      } else if (!document) {
        res.json({ errors: errors.map(formatError) });
      } else {
        res.json(await run(context, req, { document, cost, token }));
      }
    } catch (error) {
      next(error);
    }
  };
}
