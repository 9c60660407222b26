import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStep } from './runStep.mjs';

/** Runs a script that runs Jest, and counts its tests; a suite that does not run at all is a failed test. */
export async function countJestTests({ command, folder }) {
  const output = await mkdtemp(join(tmpdir(), 'jest-'));
  const file = join(output, 'results.json');
  const isPassed = await runStep({
    command,
    args: ['--json', `--outputFile=${file}`],
    folder,
    env: { CI: 'true' },
  });
  const results = await readFile(file, 'utf8').then(
    JSON.parse,
    () => undefined,
  );
  await rm(output, { recursive: true });

  const passed = results?.numPassedTests ?? 0;
  const failed =
    (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0);
  // Jest may also fail as a whole, for example in its global setup.
  return { passed, failed: isPassed ? failed : Math.max(failed, 1) };
}
