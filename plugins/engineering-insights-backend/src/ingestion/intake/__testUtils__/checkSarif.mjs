// Holds SARIF logs, named by their files, against the types of the standard
// that @types/sarif has, and writes what is wrong as JSON. A program of its own,
// as the generator of schemas is an ES module.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { createGenerator } from 'ts-json-schema-generator';

const require = createRequire(import.meta.url);
const schema = createGenerator({
  path: require.resolve('@types/sarif/index.d.ts'),
  type: 'Log',
  skipTypeCheck: true,
  additionalProperties: false,
}).createSchema('Log');
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(schema);

const errors = process.argv.slice(2).map(file => {
  const isValid = validate(JSON.parse(readFileSync(file, 'utf8')));
  return isValid
    ? []
    : validate.errors.map(
        ({ instancePath, message }) => `${instancePath}: ${message}`,
      );
});
process.stdout.write(JSON.stringify(errors));
