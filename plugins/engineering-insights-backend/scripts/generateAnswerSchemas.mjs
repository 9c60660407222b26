// Writes the JSON Schemas of the API's answers from their types in -common, so
// that the OpenAPI document and the types cannot disagree. With --check it
// writes nothing and fails where the file is not what the types say.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

const common = new URL('../../engineering-insights-common/', import.meta.url);
const target = new URL(
  '../src/api/rest/answerSchemas.generated.json',
  import.meta.url,
);

const schema = createGenerator({
  path: fileURLToPath(new URL('src/api/*.ts', common)),
  tsconfig: fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)),
  type: '*',
  additionalProperties: false,
  skipTypeCheck: true,
  topRef: true,
}).createSchema('*');

const text = `${JSON.stringify(
  { definitions: schema.definitions },
  null,
  2,
).replaceAll('#/definitions/', '#/components/schemas/')}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(target, text);
} else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write(
    "The answers' schemas are not what the types say. Run: yarn workspace @sei-platform/plugin-engineering-insights-backend generate-answer-schemas\n",
  );
  process.exitCode = 1;
}
