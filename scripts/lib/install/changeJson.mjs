import { readFile, writeFile } from 'node:fs/promises';

/** Reads a JSON file, lets `change` alter what it holds, and writes it again. */
export async function changeJson(file, change) {
  const value = JSON.parse(await readFile(file, 'utf8'));
  change(value);
  await writeFile(file, `${JSON.stringify(value, undefined, 2)}\n`);
}
