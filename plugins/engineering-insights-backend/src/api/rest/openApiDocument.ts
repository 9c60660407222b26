import { factSchema } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';
import answerSchemas from './answerSchemas.generated.json';
import type { Operation } from './Route';

type JsonSchema = Record<string, unknown>;

const PROBLEM_RESPONSES = {
  400: 'A field is not as documented; `errors` names each.',
  401: 'No valid credentials.',
  403: 'Not permitted.',
  404: 'There is no such thing that the caller may see.',
  405: 'The path is asked for in another way; `Allow` names each.',
  409: 'What was asked for does not fit what is there.',
  413: 'The body is larger than what is read.',
  415: 'The body is of a type that is not read.',
  429: 'More than one caller may ask for; `Retry-After` and the detail say when to try again.',
  503: 'The plugin is off or busy; the detail says why.',
};

function schemaOf(schema: z.ZodType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-2020-12',
  });
  return rest;
}

function parametersOf(
  place: 'path' | 'query',
  schema: z.ZodObject,
): JsonSchema[] {
  return Object.entries(schema.shape).map(([name, value]) => {
    const { description, ...rest } = schemaOf(value as z.ZodType);
    return {
      name,
      in: place,
      required:
        place === 'path' || !(value as z.ZodType).safeParse(undefined).success,
      ...(description ? { description } : {}),
      schema: rest,
    };
  });
}

/** What comes of a question that nothing checks. */
const OPEN_STATUSES = ['404', '405', '429', '503'];
/** What comes of a body. */
const BODY_STATUSES = ['413', '415'];

function isPossible(operation: Operation, status: string): boolean {
  if (BODY_STATUSES.includes(status)) return operation.body !== undefined;
  if (status === '409') return operation.method !== 'get';
  return !operation.isOpen || OPEN_STATUSES.includes(status);
}

/** Of answers that the caller may keep. */
const VALIDATED = {
  headers: {
    ETag: {
      description:
        'The same for the same answer, whenever it was calculated. Sent as If-None-Match, it is answered with 304 while it holds.',
      schema: { type: 'string' },
    },
  },
};
const UNCHANGED = {
  304: { description: 'The answer that the caller has still holds.' },
};

function answerOf(operation: Operation): JsonSchema {
  const { answer, image, isStream, method, isSecret } = operation;
  const isValidated = method === 'get' && !isSecret;
  if (image) {
    return {
      200: {
        description: 'The image.',
        content: { [image]: { schema: { type: 'string' } } },
      },
    };
  }
  if (isStream) {
    return {
      200: {
        description: 'Events, until either side ends the stream.',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
    };
  }
  if (!answer) {
    return { 204: { description: 'Done.' } };
  }
  return {
    ...(isValidated && UNCHANGED),
    200: {
      description: 'The answer.',
      ...(isValidated && VALIDATED),
      content: {
        'application/json': {
          schema: { $ref: `#/components/schemas/${answer}` },
        },
      },
    },
  };
}

function responsesOf(operation: Operation): JsonSchema {
  const problem = {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
    },
  };
  return {
    ...answerOf(operation),
    ...Object.fromEntries(
      Object.entries(PROBLEM_RESPONSES)
        .filter(([status]) => isPossible(operation, status))
        .map(([status, description]) => [
          status,
          { description, content: problem },
        ]),
    ),
  };
}

function operationOf(route: Operation): JsonSchema {
  return {
    operationId: route.operationId,
    summary: route.summary,
    ...(route.isOpen && { security: [] }),
    parameters: [
      ...parametersOf('path', route.params),
      ...parametersOf('query', route.query),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              Object.entries(
                route.mediaTypes ?? {
                  'application/json': { schema: route.body },
                },
              ).map(([type, { schema }]) => [
                type,
                { schema: schemaOf(schema) },
              ]),
            ),
          },
        }
      : {}),
    responses: responsesOf(route),
  };
}

/** The OpenAPI 3.1 document of the operations: inputs from their schemas, answers from the types of `-common`. */
export function openApiDocument(options: {
  operations: readonly Operation[];
  version: string;
}): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const operation of options.operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [operation.method]: operationOf(operation),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Engineering Insights',
      version: options.version,
      description:
        'DORA metrics of the services of a software catalog. Windows are half-open and in UTC. Lists come page by page: `nextCursor` is the `cursor` of the next page, and absent on the last. An entity stands as three path segments; one encoded entity ref is accepted as well.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/engineering-insights' }],
    security: [{ backstage: [] }],
    paths,
    components: {
      securitySchemes: {
        backstage: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of the portal.',
        },
      },
      schemas: { ...answerSchemas.definitions, Fact: schemaOf(factSchema) },
    },
  };
}
