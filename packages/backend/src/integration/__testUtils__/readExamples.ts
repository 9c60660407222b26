import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A request as a page of the documentation shows it. */
export interface Example {
  /** Of the file that is sent. */
  readonly name: string;
  /** Behind the portal's address. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const FILE = /`([\w.-]+\.json)`:\n\n```json\n([\s\S]*?)```/g;
const COMMAND = /```bash\n(curl [\s\S]*?)```/g;

/** Reads the calls of curl on a page, with the files that it shows for them. */
export function readExamples(page: string): Example[] {
  const text = readFileSync(
    resolve(__dirname, '../../../../../docs', page),
    'utf8',
  );
  const files = new Map(
    [...text.matchAll(FILE)].map(([, name, body]) => [name, body]),
  );
  return [...text.matchAll(COMMAND)].map(([, command]) => {
    const [, path] = /"\$PORTAL([^"]*)"/.exec(command)!;
    const [, name] = /--data-binary @(\S+)/.exec(command)!;
    const headers = [...command.matchAll(/-H "([\w-]+): ([^"]*)"/g)];
    return {
      name,
      path,
      headers: Object.fromEntries(
        headers
          .map(([, header, value]) => [header.toLowerCase(), value])
          .filter(([header]) => header !== 'authorization'),
      ),
      body: files.get(name)!,
    };
  });
}
