import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import { z } from 'zod/v4';
import { GraphqlRequestError } from './GraphqlRequestError';
import { LIMITS } from './limits/limits';
import {
  measureOperation,
  type OperationSize,
} from './limits/measureOperation';

/** A request that may be executed. */
export interface GraphqlRequest {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** It is answered by a stream. */
  readonly isSubscription: boolean;
}

const bodySchema = z.object({
  query: z.string(),
  operationName: z.string().nullish(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  extensions: z.record(z.string(), z.unknown()).nullish(),
});

function readBody(body: unknown): z.infer<typeof bodySchema> {
  if (Array.isArray(body)) {
    throw new GraphqlRequestError(
      'BAD_REQUEST',
      'One request holds one operation; send the others in requests of their own.',
    );
  }
  const result = bodySchema.safeParse(body);
  if (!result.success) {
    throw new GraphqlRequestError(
      'BAD_REQUEST',
      'The body must be a JSON object with the string "query" and, where it has variables, the object "variables".',
    );
  }
  return result.data;
}

function readDocument(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: LIMITS.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    // The parser has no other sign for it; whatever else is wrong is never so long.
    if (error.message.includes(`more that ${LIMITS.tokens} tokens`)) {
      throw new GraphqlRequestError(
        'TOO_LARGE',
        `The document has more than ${LIMITS.tokens} words and signs. Ask for it in several requests.`,
      );
    }
    throw error;
  }
}

/** What graphql-js says where it gives up comparing fields of one name; it has no other sign for it. */
const ABORTED = 'Validation aborted.';

function tellInvalid(errors: readonly GraphQLError[]): Error {
  return errors.some(({ message }) => message === ABORTED)
    ? new GraphqlRequestError(
        'TOO_COSTLY',
        'The query names the same fields too often to be checked. Name each once.',
      )
    : new AggregateError(errors);
}

function readOperation(document: DocumentNode): OperationDefinitionNode {
  const operations = document.definitions.filter(
    definition => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operations.length !== 1) {
    throw new GraphqlRequestError(
      'BAD_REQUEST',
      `A document holds one operation, and this one holds ${operations.length}.`,
    );
  }
  const [operation] = operations;
  if (operation.operation === OperationTypeNode.MUTATION) {
    throw new GraphqlRequestError(
      'BAD_REQUEST',
      'There are queries and a subscription, and this is a mutation.',
    );
  }
  return operation;
}

/** The first of the limits that is passed, as a sentence with the numbers. */
function checkSize({ depth, aliasCount, cost }: OperationSize) {
  if (depth > LIMITS.depth) {
    throw new GraphqlRequestError(
      'TOO_DEEP',
      `The query goes ${depth} fields deep, and may go ${LIMITS.depth}. Begin at what it asks for in the end.`,
    );
  }
  if (aliasCount > LIMITS.aliases) {
    throw new GraphqlRequestError(
      'TOO_MANY_ALIASES',
      `The query gives ${aliasCount} fields another name, and may do so with ${LIMITS.aliases}. Ask for lists, or in several requests.`,
    );
  }
  if (cost > LIMITS.cost) {
    throw new GraphqlRequestError(
      'TOO_COSTLY',
      `The answer may have ${
        cost > 1e9 ? 'more than a billion' : cost
      } fields, and ${
        LIMITS.cost
      } are allowed. Ask for smaller pages by "first", or for fewer fields.`,
    );
  }
}

/** Reads a request and refuses what is not valid or asks for too much. @throws GraphqlRequestError and, of the document and its variables, what is wrong there. */
export function readRequest(options: {
  readonly schema: GraphQLSchema;
  readonly body: unknown;
  readonly isIntrospectionAllowed: boolean;
}): GraphqlRequest {
  const { schema, body, isIntrospectionAllowed } = options;
  const { query, operationName, variables } = readBody(body);
  const document = readDocument(query);
  const operation = readOperation(document);
  if (operationName && operation.name?.value !== operationName) {
    throw new GraphqlRequestError(
      'BAD_REQUEST',
      `The document has no operation ${JSON.stringify(operationName)}.`,
    );
  }
  const errors = validate(
    schema,
    document,
    isIntrospectionAllowed
      ? specifiedRules
      : [...specifiedRules, NoSchemaIntrospectionCustomRule],
    { maxErrors: LIMITS.errors, hideSuggestions: !isIntrospectionAllowed },
  );
  if (errors.length > 0) throw tellInvalid(errors);
  const read = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    variables ?? {},
    { maxErrors: LIMITS.errors },
  );
  if (read.errors) throw new AggregateError(read.errors);
  checkSize(
    measureOperation({ schema, document, operation, variables: read.coerced }),
  );
  return {
    document,
    variables: variables ?? {},
    isSubscription: operation.operation === OperationTypeNode.SUBSCRIPTION,
  };
}
