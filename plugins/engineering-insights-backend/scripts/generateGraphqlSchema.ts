import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { printGraphqlSchema } from '../src/api/graphql/printGraphqlSchema';

writeFileSync(
  resolve(__dirname, '../src/api/graphql/schema.generated.graphql'),
  printGraphqlSchema(),
);
