import { type GraphQLSchema, isObjectType } from 'graphql';

/**
 * Every field below the roots that asks for something with the caller's
 * credentials, as `Team.developers`: those whose resolver takes the context, in
 * which these stand. All others are told with what they are a part of.
 */
export function listAskingFields(schema: GraphQLSchema): readonly string[] {
  const roots = [schema.getQueryType(), schema.getSubscriptionType()];
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(type => !type.name.startsWith('__') && !roots.includes(type))
    .flatMap(type =>
      Object.values(type.getFields())
        .filter(({ resolve }) => resolve && resolve.length >= 3)
        .map(field => `${type.name}.${field.name}`),
    )
    .sort();
}
