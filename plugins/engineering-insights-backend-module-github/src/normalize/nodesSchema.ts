import { z } from 'zod/v4';

/** The nodes of a GraphQL list, without those that GitHub hides. */
export const nodesSchema = <T extends z.ZodType>(node: T) =>
  z
    .object({ nodes: z.array(node.nullable()).nullish() })
    .nullish()
    .transform(list => list?.nodes?.filter(value => value !== null));
