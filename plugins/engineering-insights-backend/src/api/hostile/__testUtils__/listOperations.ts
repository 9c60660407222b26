import fc from 'fast-check';
import { apiDocument } from '../../rest/apiDocument';
import {
  arbitraryOf,
  type JsonSchema,
} from '../../rest/__testUtils__/arbitraryOf';
import { PAYMENTS } from './startHostilePortal';

/** What is asked for by name, so that a question reaches the database. */
const THERE: Readonly<Record<string, string>> = {
  kind: 'component',
  namespace: 'default',
  name: 'payments',
  metricId: 'dora.change-lead-time',
  metric: 'dora.change-lead-time',
  with: 'default',
  id: '1',
  entityRef: PAYMENTS,
  scope: 'acme/payments',
  source: 'intake',
  organization: 'group:default/company',
};
const SEED = 7;
const document: any = apiDocument();

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export interface ApiBody {
  readonly mediaType: string;
  readonly value: unknown;
}

/** One operation of the API with something that fits in all its places. */
export interface ApiOperation {
  readonly id: string;
  readonly method: string;
  readonly parameters: readonly Parameter[];
  readonly bodies: readonly ApiBody[];
  /** The path with other texts in some places, each as it is to be written there. */
  readonly pathWith: (texts: Readonly<Record<string, string>>) => string;
}

const sampleOf = (schema: JsonSchema) =>
  fc.sample(arbitraryOf(schema, document), { seed: SEED, numRuns: 1 })[0];

const textOf = ({ name, schema }: Parameter) =>
  THERE[name] ?? String(sampleOf(schema));

/** A list of anything under this name is one of facts, of which each kind is sent. */
function bodyOf({ properties, ...rest }: JsonSchema): unknown {
  const value = sampleOf({ properties, ...rest });
  if (!properties?.facts) return value;
  const { oneOf = [] } = document.components.schemas.Fact as JsonSchema;
  return {
    entityRef: PAYMENTS,
    scope: 'acme/hostile',
    facts: oneOf.map(sampleOf),
  };
}

function operationOf(
  path: string,
  method: string,
  { operationId, parameters, requestBody }: any,
): ApiOperation {
  const required = (parameters as Parameter[]).filter(each => each.required);
  return {
    id: operationId,
    method: method.toUpperCase(),
    parameters,
    bodies: Object.entries(
      (requestBody?.content ?? {}) as Record<string, { schema: JsonSchema }>,
    ).map(([mediaType, { schema }]) => ({ mediaType, value: bodyOf(schema) })),
    pathWith(texts) {
      const fitting = Object.fromEntries(
        required.map(each => [each.name, encodeURIComponent(textOf(each))]),
      );
      const all: Record<string, string> = { ...fitting, ...texts };
      const query = (parameters as Parameter[])
        .filter(({ name, in: place }) => place === 'query' && name in all)
        .map(({ name }) => `${name}=${all[name]}`);
      return (
        path.replace(/\{(\w+)\}/g, (_, name) => all[name]) +
        (query.length > 0 ? `?${query.join('&')}` : '')
      );
    },
  };
}

/** Every operation of the API document. */
export const OPERATIONS: readonly ApiOperation[] = Object.entries(
  document.paths as Record<string, Record<string, unknown>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, rest]) =>
    operationOf(path, method, rest),
  ),
);
