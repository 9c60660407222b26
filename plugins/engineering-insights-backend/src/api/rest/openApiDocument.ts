import { factSchema } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';
import answerSchemas from './answerSchemas.generated.json';
import type { Route } from './Route';

type JsonSchema = Record<string, unknown>;

const PROBLEM_RESPONSES = {
  400: 'A field is not as documented; `errors` names each.',
  401: 'No valid credentials.',
  403: 'Not permitted.',
  404: 'There is no such thing that the caller may see.',
  429: 'More than one caller may ask for; the detail says when to try again.',
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

function responsesOf(route: Route): JsonSchema {
  const problem = {
    'application/problem+json': {
      schema: { $ref: '#/components/schemas/Problem' },
    },
  };
  return {
    ...(route.answer
      ? {
          200: {
            description: 'The answer.',
            content: {
              'application/json': {
                schema: { $ref: `#/components/schemas/${route.answer}` },
              },
            },
          },
        }
      : { 204: { description: 'Done.' } }),
    ...Object.fromEntries(
      Object.entries(PROBLEM_RESPONSES).map(([status, description]) => [
        status,
        { description, content: problem },
      ]),
    ),
  };
}

function operationOf(route: Route): JsonSchema {
  return {
    operationId: route.operationId,
    summary: route.summary,
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

/** The OpenAPI 3.1 document of the routes: inputs from their schemas, answers from the types of `-common`. */
export function openApiDocument(options: {
  routes: readonly Route[];
  version: string;
}): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const route of options.routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Engineering Insights',
      version: options.version,
      description:
        'DORA metrics of the services of a software catalog. Windows are half-open and in UTC. An entity stands as three path segments; one encoded entity ref is accepted as well.',
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
