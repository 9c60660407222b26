import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { apiDocument } from '../src/api/rest/apiDocument';
import { printOperations } from '../src/api/rest/printOperations';

writeFileSync(
  resolve(
    __dirname,
    '../../engineering-insights-common/src/client/operations.generated.ts',
  ),
  printOperations(apiDocument()),
);
