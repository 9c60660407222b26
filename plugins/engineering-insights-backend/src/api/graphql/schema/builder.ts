import SchemaBuilder from '@pothos/core';
import type { GraphqlContext } from '../GraphqlContext';

/** Checks that each field gives what the schema says of it. Fields are not null unless they say so. */
export const builder = new SchemaBuilder<{
  Context: GraphqlContext;
  DefaultFieldNullability: false;
  Scalars: {
    DateOrInstant: { Input: string; Output: string };
    Instant: { Input: string; Output: string };
  };
}>({ defaultFieldNullability: false });
