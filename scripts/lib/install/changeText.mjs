import { readFile, writeFile } from 'node:fs/promises';

/** Reads a file, lets `change` say what it holds from now on, and writes it again. */
export async function changeText(file, change) {
  await writeFile(file, change(await readFile(file, 'utf8')));
}
