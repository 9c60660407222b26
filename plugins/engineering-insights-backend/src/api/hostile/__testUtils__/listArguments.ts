import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
} from 'graphql';
import { PAYMENTS } from './startHostilePortal';

/** What is asked for by name, so that a question reaches the database. */
const THERE: Readonly<Record<string, string>> = {
  'Query.metric.id': 'dora.change-lead-time',
  'Query.team.id': 'group:default/money',
  'Query.doraMetrics.teamId': 'group:default/money',
  'Query.organization.id': 'group:default/company',
  'Query.developer.id': 'user:default/mock',
  'Entity.metric.id': 'dora.change-lead-time',
};

/** One argument of the schema, or a member of one. */
export interface ApiArgument {
  /** `Query.metric.period.from` */
  readonly name: string;
  /** A query that is asked with a text there. */
  readonly queryWith: (text: string) => string;
}

type Field = GraphQLField<unknown, unknown>;

function literalOf(type: GraphQLInputType, text: string): string {
  if (isNonNullType(type)) return literalOf(type.ofType, text);
  if (isListType(type)) return `[${literalOf(type.ofType, text)}]`;
  return JSON.stringify(text);
}

function placesOf(
  argument: Pick<GraphQLArgument, 'name' | 'type'>,
  path: string,
): { name: string; literal: (text: string) => string }[] {
  const name = `${path}.${argument.name}`;
  const type = getNamedType(argument.type);
  if (!isInputObjectType(type))
    return [{ name, literal: text => literalOf(argument.type, text) }];
  const members = Object.values(type.getFields());
  return members.flatMap(member =>
    placesOf(member, name).map(place => ({
      name: place.name,
      literal: (text: string) =>
        `{ ${members
          .map(
            each =>
              `${each.name}: ${
                each === member ? place.literal(text) : '"2026-01-01"'
              }`,
          )
          .join(', ')} }`,
    })),
  );
}

function callOf(
  type: GraphQLObjectType,
  field: Field,
  given: Readonly<Record<string, string>>,
): string {
  const path = `${type.name}.${field.name}`;
  const literals = {
    ...Object.fromEntries(
      field.args
        .filter(isRequiredArgument)
        .map(({ name }) => [
          name,
          JSON.stringify(THERE[`${path}.${name}`] ?? PAYMENTS),
        ]),
    ),
    ...given,
  };
  const texts = Object.entries(literals).map(
    ([name, text]) => `${name}: ${text}`,
  );
  return field.name + (texts.length > 0 ? `(${texts.join(', ')})` : '');
}

/** Every argument of every field that a query leads to, by the shortest way. */
export function listArguments(schema: GraphQLSchema): readonly ApiArgument[] {
  const root = schema.getQueryType()!;
  const ways = new Map<GraphQLObjectType, (inner: string) => string>([
    [root, inner => `{ ${inner} }`],
  ]);
  const found: ApiArgument[] = [];
  for (const [type, way] of ways) {
    for (const field of Object.values(type.getFields())) {
      const below = getNamedType(field.type);
      const selection = isLeafType(below) ? '' : ' { __typename }';
      for (const argument of field.args) {
        for (const { name, literal } of placesOf(
          argument,
          `${type.name}.${field.name}`,
        )) {
          found.push({
            name,
            queryWith: text =>
              way(
                callOf(type, field, { [argument.name]: literal(text) }) +
                  selection,
              ),
          });
        }
      }
      if (isObjectType(below) && !ways.has(below)) {
        ways.set(below, inner =>
          way(`${callOf(type, field, {})} { ${inner} }`),
        );
      }
    }
  }
  return found;
}
