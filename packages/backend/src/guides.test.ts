import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
/** A block that shows a file of an example. */
const BLOCK = /(```\w+ title="([^"]+)"\n)(.*?)(```)/gs;

// UPDATE_GUIDE=1 copies the files into the guides.
it.each([
  {
    guide: 'adding-a-source.md',
    example: 'engineering-insights-backend-module-beacon',
    files: [
      'package.json',
      'config.d.ts',
      'src/client.ts',
      'src/normalize.ts',
      'src/connector.ts',
      'src/module.ts',
      'src/index.ts',
      'src/connector.test.ts',
    ],
  },
  {
    guide: 'adding-a-metric.md',
    example: 'engineering-insights-backend-module-batch-size',
    files: [
      'package.json',
      'src/deploymentBatchSize.ts',
      'src/module.ts',
      'src/index.ts',
      'src/deploymentBatchSize.test.ts',
    ],
  },
  {
    guide: 'permissions.md',
    example: '../packages/backend/src/integration/__testUtils__',
    files: ['permissionModuleExample.ts'],
  },
])('$guide shows the files of its example as they are', page => {
  const path = resolve(ROOT, 'docs', page.guide);
  const guide = readFileSync(path, 'utf8');
  const shown: string[] = [];
  const current = guide.replaceAll(
    BLOCK,
    (_, head: string, file: string, __, tail: string) => {
      shown.push(file);
      const content = readFileSync(
        resolve(ROOT, 'examples', page.example, file),
        'utf8',
      );
      return `${head}${content}${tail}`;
    },
  );
  if (process.env.UPDATE_GUIDE) writeFileSync(path, current);
  expect(readFileSync(path, 'utf8')).toBe(current);
  expect(shown).toEqual(page.files);
});
