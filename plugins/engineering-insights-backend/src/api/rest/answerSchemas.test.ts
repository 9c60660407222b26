import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

jest.setTimeout(120_000);

it('has the schemas of the answers that their types say', async () => {
  const script = resolvePackagePath(
    '@sei-platform/plugin-engineering-insights-backend',
    'scripts/generateAnswerSchemas.mjs',
  );
  // Where they differ it is rejected, with the sentence that says what to run.
  await expect(
    promisify(execFile)(process.execPath, [script, '--check']),
  ).resolves.toMatchObject({ stderr: '' });
});
