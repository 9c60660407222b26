import { join } from 'node:path';
import { countJestTests } from './lib/countJestTests.mjs';
import { repositoryRoot } from './lib/paths.mjs';
import { runProgram } from './lib/runProgram.mjs';
import { runStep } from './lib/runStep.mjs';

const checks = [
  { title: 'Type check', run: () => countStep({ command: 'tsc' }) },
  { title: 'Lint', run: () => countStep({ command: 'lint' }) },
  { title: 'Tests', run: () => countJestTests({ command: 'test' }) },
  {
    title: 'Browser tests',
    run: () =>
      countJestTests({
        command: 'test:browser',
        folder: join(repositoryRoot, 'packages', 'e2e'),
      }),
  },
];

async function countStep(step) {
  const isPassed = await runStep(step);
  return {
    passed: isPassed ? 1 : 0,
    failed: isPassed ? 0 : 1,
    failures: isPassed ? [] : [`yarn ${step.command} failed`],
  };
}

await runProgram(async () => {
  let passed = 0;
  let failed = 0;
  const failures = [];
  for (const { title, run } of checks) {
    console.log(`\n${title}`);
    const count = await run();
    passed += count.passed;
    failed += count.failed;
    failures.push(...count.failures);
  }
  for (const failure of failures) console.log(`\nFAILED ${failure}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
});
