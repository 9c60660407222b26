type Json = Record<string, any>;

const HEADER = `/**
 * Generated from the OpenAPI document. Do not edit; run:
 * yarn workspace @sei-platform/plugin-engineering-insights-backend generate-operations
 */
`;

const METHODS = ['get', 'post', 'put', 'delete'] as const;

function quote(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** The TypeScript of what a schema describes, of as much of JSON Schema as the document has for what is sent. */
function typeOf(schema: Json): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) {
    return schema.enum.map((each: unknown) => JSON.stringify(each)).join(' | ');
  }
  // Choices of one type, such as dates and instants, are one.
  if (choices) return [...new Set(choices.map(typeOf))].join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly (${schema.items ? typeOf(schema.items) : 'unknown'})[]`;
    case 'object':
      return objectOf(schema);
    default:
      return 'unknown';
  }
}

function objectOf(schema: Json): string {
  const { properties = {}, required = [], additionalProperties } = schema;
  const members = Object.entries<Json>(properties).map(
    ([name, each]) =>
      `readonly ${quote(name)}${required.includes(name) ? '' : '?'}: ${typeOf(
        each,
      )};`,
  );
  const isOpen = typeof additionalProperties === 'object';
  if (isOpen && members.length === 0) {
    return `Readonly<Record<string, ${typeOf(additionalProperties)}>>`;
  }
  return `{ ${members.join(' ')} }`;
}

function parametersOf(operation: Json, place: 'path' | 'query'): string {
  const members = operation.parameters
    .filter((each: Json) => each.in === place)
    .map((each: Json) => {
      const type = place === 'path' ? 'string' : typeOf(each.schema);
      const comment = each.description
        ? `/** ${each.description} */\n      `
        : '';
      return `${comment}readonly ${quote(each.name)}${
        each.required ? '' : '?'
      }: ${type};`;
    });
  return members.length > 0
    ? `{\n      ${members.join('\n      ')}\n    }`
    : 'Nothing';
}

function answerOf({ responses }: Json): string {
  const schema = responses[200]?.content?.['application/json']?.schema;
  return schema ? schema.$ref.split('/').at(-1) : 'void';
}

/** Operations that are answered by JSON or nothing: the others are no questions of programs. */
function operationsOf(document: Json): [string, string, Json][] {
  return Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    METHODS.flatMap((method): [string, string, Json][] => {
      const operation = methods[method];
      const content = operation?.responses[200]?.content;
      if (!operation || (content && !content['application/json'])) return [];
      return [[method, path, operation]];
    }),
  );
}

/** The typed operations of the client in `-common`, as its source. */
export function printOperations(document: Json): string {
  const operations = operationsOf(document);
  const answers = new Set(operations.map(([, , each]) => answerOf(each)));
  answers.delete('void');
  const types = operations.map(([, , operation]) => {
    const body = operation.requestBody?.content?.['application/json']?.schema;
    return `/** ${operation.summary} */
  readonly ${operation.operationId}: {
    readonly path: ${parametersOf(operation, 'path')};
    readonly query: ${parametersOf(operation, 'query')};
    readonly body: ${body ? typeOf(body) : 'undefined'};
    readonly answer: ${answerOf(operation)};
  };`;
  });
  const table = operations.map(
    ([method, path, { operationId }]) =>
      `${operationId}: [${JSON.stringify(
        method.toUpperCase(),
      )}, ${JSON.stringify(path)}],`,
  );
  return `${HEADER}
import type {
  ${[...answers].sort().join(',\n  ')},
} from '../api';

type Nothing = Readonly<Record<never, never>>;

/** What each operation takes and answers. */
export interface Operations {
  ${types.join('\n  ')}
}

/** The method and the path of each operation. */
export const OPERATIONS = {
  ${table.join('\n  ')}
} as const satisfies Readonly<
  Record<keyof Operations, readonly ['GET' | 'POST' | 'PUT' | 'DELETE', string]>
>;
`;
}
