import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { apiDocument } from './apiDocument';
import { printOperations } from './printOperations';

it('is what the client has', () => {
  // Where it differs: yarn workspace @sei-platform/plugin-engineering-insights-backend generate-operations
  const generated = readFileSync(
    resolvePackagePath(
      '@sei-platform/plugin-engineering-insights-common',
      'src/client/operations.generated.ts',
    ),
    'utf8',
  );
  expect(generated).toBe(printOperations(apiDocument()));
});
