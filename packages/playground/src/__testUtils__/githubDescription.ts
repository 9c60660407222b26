import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const FILE = '@octokit/openapi/generated/api.github.com.json';

/** Ajv knows `nullable` beside `type` and without `enum` only; GitHub writes it beside both and beside references. */
function readNullable(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return value;
  const { nullable, ...rest } = value as Record<string, unknown>;
  const isKnown = 'type' in rest && !('enum' in rest);
  return nullable === true && !isKnown
    ? { anyOf: [rest, { type: 'null' }] }
    : value;
}

export interface GithubDescription {
  /** What is wrong with a body, by the schema at this JSON pointer. */
  errorsOf(pointer: string, body: unknown): unknown[];
}

/** GitHub's official description of its answers. */
export function readGithubDescription(): GithubDescription {
  const file = (require.resolve.paths(FILE) ?? [])
    .map(folder => join(folder, FILE))
    .find(existsSync);
  if (!file) throw new Error(`${FILE} is not installed.`);
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  // GitHub's own bots have brackets in their addresses, which the format forbids.
  ajv.addFormat('email', true);
  ajv.addSchema({
    ...JSON.parse(readFileSync(file, 'utf8'), readNullable),
    $id: 'github',
  });
  return {
    errorsOf(pointer, body) {
      const $ref = `github#${encodeURI(pointer)}`;
      const validate = ajv.getSchema($ref) ?? ajv.compile({ $ref });
      validate(body);
      return validate.errors ?? [];
    },
  };
}
