/* eslint-disable no-console -- this file is the program, and its lines are its output */
import { resolve } from 'node:path';
import { parseOptions, USAGE } from './options';
import { startPlayground } from './startPlayground';

// The repository's root, seen from this file, which Node was started with.
const DEFAULT_STATE = resolve(
  process.argv[1],
  '../../../../.demo/playground.json',
);

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(USAGE);
    return;
  }
  const options = parseOptions(args, DEFAULT_STATE);
  const playground = await startPlayground(options, line =>
    console.error(line),
  );
  const { repositories } = playground.world.company;
  console.log(
    `Playground: ${playground.url} seed ${options.seed}, ${repositories.length} repositories, anchor day ${playground.anchorDay}`,
  );
  const stop = () => {
    playground.close().then(
      () => process.exit(0),
      error => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
