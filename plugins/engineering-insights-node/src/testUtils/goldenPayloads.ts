import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A recorded payload beside what it is understood as. */
export interface GoldenPayload {
  /** A stream's name, or `webhook`. */
  readonly subject: string;
  /** The rest of the name: `squashed`, or `deployment_status.success`. */
  readonly caseName: string;
  readonly payloadPath: string;
  readonly goldenPath: string;
}

/**
 * The payloads of a folder: `<stream>.<case>.json` as it was stored and
 * `webhook.<event>.<case>.json` as the source sent it, each with a
 * `.golden.json` of the same name.
 */
export function goldenPayloads(directory: string): readonly GoldenPayload[] {
  return readdirSync(directory)
    .filter(file => file.endsWith('.json') && !file.endsWith('.golden.json'))
    .sort()
    .map(file => {
      const [subject, ...rest] = basename(file, '.json').split('.');
      return {
        subject,
        caseName: rest.join('.'),
        payloadPath: join(directory, file),
        goldenPath: join(directory, file.replace(/\.json$/, '.golden.json')),
      };
    });
}
