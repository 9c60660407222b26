import fc from 'fast-check';

/** As much of JSON Schema as the API document uses for what is sent. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
}

const MOST_CHARACTERS = 30;
const MOST_ITEMS = 3;

const dates = fc.date({
  min: new Date('2024-01-01'),
  max: new Date('2027-01-01'),
  noInvalidDate: true,
});

function stringOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { format, pattern, minLength = 0, maxLength } = schema;
  if (format === 'date') {
    return dates.map(date => date.toISOString().slice(0, 10));
  }
  if (format === 'date-time') return dates.map(date => date.toISOString());
  if (pattern) return fc.stringMatching(new RegExp(pattern, 'u'));
  return fc.string({
    unit: 'grapheme',
    minLength,
    maxLength: Math.min(maxLength ?? MOST_CHARACTERS, MOST_CHARACTERS),
  });
}

function objectOf(schema: JsonSchema, document: unknown) {
  const { properties = {}, required = [], additionalProperties } = schema;
  const named = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, each]) => [
        name,
        arbitraryOf(each, document),
      ]),
    ),
    { requiredKeys: [...required] },
  );
  if (typeof additionalProperties !== 'object') return named;
  const others = fc.dictionary(
    fc.string(),
    arbitraryOf(additionalProperties, document),
    { maxKeys: MOST_ITEMS },
  );
  return fc
    .tuple(others, named)
    .map(([other, own]): object => ({ ...other, ...own }));
}

function resolve(document: unknown, ref: string): JsonSchema {
  return ref
    .slice(2)
    .split('/')
    .reduce((value: any, part) => value[part], document);
}

/** Values that fit a schema of the document. */
export function arbitraryOf(
  schema: JsonSchema,
  document: unknown,
): fc.Arbitrary<unknown> {
  const { $ref, enum: values, items, minItems = 0, maxItems } = schema;
  const choices = schema.anyOf ?? schema.oneOf;
  if ($ref) return arbitraryOf(resolve(document, $ref), document);
  if ('const' in schema) return fc.constant(schema.const);
  if (values) return fc.constantFrom(...values);
  if (choices) {
    return fc.oneof(...choices.map(each => arbitraryOf(each, document)));
  }
  switch (schema.type) {
    case 'string':
      return stringOf(schema);
    case 'integer':
      return fc.integer({
        min: schema.minimum ?? -1_000,
        max: Math.min(schema.maximum ?? 1_000, 100_000),
      });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(items ? arbitraryOf(items, document) : fc.jsonValue(), {
        minLength: minItems,
        maxLength: Math.min(maxItems ?? MOST_ITEMS, MOST_ITEMS),
      });
    case 'object':
      return objectOf(schema, document);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}
