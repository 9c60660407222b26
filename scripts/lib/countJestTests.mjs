import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { repositoryRoot } from './paths.mjs';
import { runStep } from './runStep.mjs';

const LINES_OF_A_FAILURE = 25;

/**
 * Runs a script that runs Jest, and counts its tests; a suite that does not run at all is a failed test.
 * What failed is told once more, since it is read at the end of a long output.
 */
export async function countJestTests({ command, folder }) {
  const output = await mkdtemp(join(tmpdir(), 'jest-'));
  const file = join(output, 'results.json');
  const isPassed = await runStep({
    command,
    args: ['--silent', '--json', `--outputFile=${file}`],
    folder,
    env: { CI: 'true' },
  });
  const results = await readFile(file, 'utf8').then(
    JSON.parse,
    () => undefined,
  );
  await rm(output, { recursive: true });

  const failures = (results?.testResults ?? []).flatMap(listFailures);
  const passed = results?.numPassedTests ?? 0;
  const failed =
    (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0);
  // Jest may also fail as a whole, for example in its global setup.
  return { passed, failed: isPassed ? failed : Math.max(failed, 1), failures };
}

function listFailures({ name, status, message, assertionResults }) {
  if (status === 'passed') return [];
  const failed = assertionResults.filter(test => test.status === 'failed');
  const file = relative(repositoryRoot, name);
  if (failed.length === 0) return [`${file}\n${firstLines(message)}`];
  return failed.map(
    ({ fullName, failureMessages }) =>
      `${file}: ${fullName}\n${firstLines(failureMessages.join('\n'))}`,
  );
}

function firstLines(text) {
  return text.split('\n').slice(0, LINES_OF_A_FAILURE).join('\n');
}
