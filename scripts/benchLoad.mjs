import { startTestPostgres } from './lib/postgres.mjs';
import { runProgram } from './lib/runProgram.mjs';
import { runBench } from './lib/runBench.mjs';

await runProgram(async ({ onEnd }) => {
  const server = await startTestPostgres();
  onEnd(server.stop);
  await runBench({
    program: 'load.ts',
    url: server.url,
    args: process.argv.slice(2),
    onEnd,
  });
});
