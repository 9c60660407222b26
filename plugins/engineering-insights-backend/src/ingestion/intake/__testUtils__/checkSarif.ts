import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** What the types of the standard say is wrong with SARIF logs, file by file. */
export async function checkSarif(
  files: readonly string[],
): Promise<string[][]> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    resolve(__dirname, 'checkSarif.mjs'),
    ...files,
  ]);
  return JSON.parse(stdout);
}
