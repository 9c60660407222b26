import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What git is told in every call. It stands in a file and not in options, as
 * the program at the other end of a local directory reads it too.
 */
const CONFIG = `[core]
	hooksPath = /dev/null
	fsmonitor = false
	askPass =
[credential]
	helper =
[protocol]
	version = 2
[http]
	followRedirects = false
	lowSpeedLimit = 100
	lowSpeedTime = 120
[transfer]
	credentialsInUrl = die
[fetch]
	recurseSubmodules = false
	unpackLimit = 1
[gc]
	auto = 0
[maintenance]
	auto = false
[i18n]
	logOutputEncoding = UTF-8
; Only directories are opened that the operator lists, and each is checked before.
[safe]
	directory = *
[uploadpack]
	allowFilter = true
`;

/** Writes the configuration, whole or not at all. */
export async function writeGitConfig(directory: string): Promise<string> {
  const file = join(directory, 'gitconfig');
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, CONFIG, { mode: 0o600 });
  await rename(draft, file);
  return file;
}
