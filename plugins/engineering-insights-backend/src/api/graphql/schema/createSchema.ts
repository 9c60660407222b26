import type { GraphQLSchema } from 'graphql';
import { builder } from './builder';
import './scalars';
import './developer';
import './entity';
import './organization';
import './repository';
import './team';
import './query';
import './subscription';

/** The schema of the GraphQL API. */
export function createSchema(): GraphQLSchema {
  return builder.toSchema();
}
