import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = join(__dirname, '..');
const GUIDE = join(__dirname, '../../../docs/adding-a-source.md');
/** A block that shows a file of this package. */
const BLOCK = /(```\w+ title="([^"]+)"\n)(.*?)(```)/gs;

// UPDATE_GUIDE=1 copies the files into the guide.
it('is shown by the guide as it is', () => {
  const guide = readFileSync(GUIDE, 'utf8');
  const shown: string[] = [];
  const current = guide.replaceAll(
    BLOCK,
    (_, head: string, path: string, __, tail: string) => {
      shown.push(path);
      return `${head}${readFileSync(join(PACKAGE, path), 'utf8')}${tail}`;
    },
  );
  if (process.env.UPDATE_GUIDE) writeFileSync(GUIDE, current);
  expect(readFileSync(GUIDE, 'utf8')).toBe(current);
  expect(shown).toEqual([
    'package.json',
    'config.d.ts',
    'src/client.ts',
    'src/normalize.ts',
    'src/connector.ts',
    'src/module.ts',
    'src/index.ts',
    'src/connector.test.ts',
  ]);
});
