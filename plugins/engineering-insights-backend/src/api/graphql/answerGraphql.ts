import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  execute,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { createTurns } from '../../service/createTurns';
import type { EngineeringInsightsService } from '../../service/EngineeringInsightsService';
import { createLoaders } from './createLoaders';
import type { GraphqlContext } from './GraphqlContext';
import { LIMITS } from './limits/limits';
import type { GraphqlRequest } from './readRequest';
import { describeError, toGraphqlError } from './toGraphqlError';

/** An answer as HTTP sends it. */
export interface GraphqlAnswer {
  readonly status: number;
  readonly body: {
    readonly data?: ExecutionResult['data'];
    readonly errors?: readonly GraphQLFormattedError[];
  };
}

/** Questions of one request that are asked at once; each takes a connection. */
const AT_ONCE = 2;

/** A request that may be executed, and who asks. */
export interface GraphqlQuestion {
  readonly schema: GraphQLSchema;
  readonly service: EngineeringInsightsService;
  readonly credentials: BackstageCredentials;
  readonly request: GraphqlRequest;
  readonly requestId: string;
  readonly logger: LoggerService;
}

/** A request that is not executed, with all that is wrong with it. */
export function refuse(options: {
  readonly error: unknown;
  readonly requestId: string;
  readonly logger: LoggerService;
}): GraphqlAnswer {
  const { error } = options;
  const invalid = error instanceof AggregateError ? error.errors : [error];
  if (invalid.every(each => each instanceof GraphQLError)) {
    return {
      status: 400,
      body: {
        errors: invalid.map(({ message, locations }: GraphQLError) => ({
          message,
          ...(locations && { locations }),
          extensions: { code: 'BAD_REQUEST' },
        })),
      },
    };
  }
  const { status, message, extensions } = describeError(options);
  return { status, body: { errors: [{ message, extensions }] } };
}

export function createContext(question: GraphqlQuestion): GraphqlContext {
  const { service, credentials } = question;
  const asking = { service, credentials, ask: createTurns(AT_ONCE) };
  return { ...asking, loaders: createLoaders(asking) };
}

/** What was executed, as it is told; what is wrong with a field stands beside the others. */
export function tellResult(
  question: GraphqlQuestion,
  { data, errors = [] }: ExecutionResult,
): GraphqlAnswer['body'] {
  return {
    data,
    ...(errors.length > 0 && {
      errors: errors
        .slice(0, LIMITS.errors)
        .map(error => toGraphqlError({ ...question, error })),
    }),
  };
}

/** Answers one query. */
export async function answerGraphql(
  question: GraphqlQuestion,
): Promise<GraphqlAnswer> {
  const { schema, request } = question;
  const result = await execute({
    schema,
    document: request.document,
    variableValues: request.variables,
    contextValue: createContext(question),
  });
  return { status: 200, body: tellResult(question, result) };
}
