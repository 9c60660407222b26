import { lexicographicSortSchema, printSchema } from 'graphql';
import { createSchema } from './schema/createSchema';

/** The schema as it is published: in `schema.generated.graphql`. */
export function printGraphqlSchema(): string {
  return `${printSchema(lexicographicSortSchema(createSchema()))}\n`;
}
