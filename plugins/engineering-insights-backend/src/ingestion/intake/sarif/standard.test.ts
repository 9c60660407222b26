import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkSarif } from '../__testUtils__/checkSarif';
import { readRun } from './readRun';

jest.setTimeout(120_000);

const FOLDER = resolve(__dirname, '../__fixtures__/sarif');
const NAMES = [
  'SuppressionTestCurrent',
  'appendix_k1',
  'appendix_k2',
  'codeQL-output',
  'dependency_check',
  'flawfinder',
  'issue_10191',
  'njsscan',
  'spotbugs',
  'taint-python-report',
];

it('refuses of recorded reports what the standard refuses, and no more', async () => {
  const files = NAMES.map(name => resolve(FOLDER, `${name}.sarif.json`));
  const ours = files.map(file =>
    JSON.parse(readFileSync(file, 'utf8')).runs.flatMap(
      (run: never, index: number) =>
        readRun({
          index,
          body: { run },
          observedAt: '2026-01-01T00:00:00Z',
        }).invalid.map(({ path }) => path),
    ),
  );
  const theirs = await checkSarif(files);
  const places = theirs.map(errors =>
    errors.map(error =>
      error
        .replace(/: must have required property '(\w+)'$/, '/$1')
        .slice(1)
        .replaceAll('/', '.'),
    ),
  );
  expect(ours).toEqual(places);
  expect(ours.flat()).toEqual(['runs.0.results.52.message']);
});

it('is shown an example by the documentation that the standard allows', async () => {
  const page = resolve(__dirname, '../../../../../../docs/intake.md');
  const [, example] = /`report\.sarif\.json`:\n\n```json\n([\s\S]*?)```/.exec(
    readFileSync(page, 'utf8'),
  )!;
  const folder = mkdtempSync(join(tmpdir(), 'sarif-'));
  const file = join(folder, 'report.sarif.json');
  writeFileSync(file, example);
  await expect(checkSarif([file])).resolves.toEqual([[]]);
  rmSync(folder, { recursive: true });
});
