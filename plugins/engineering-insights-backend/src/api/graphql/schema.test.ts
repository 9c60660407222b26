import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { printGraphqlSchema } from './printGraphqlSchema';
import { createSchema } from './schema/createSchema';

it('is printed as it is', () => {
  // Where it differs: yarn workspace @sei-platform/plugin-engineering-insights-backend generate-graphql-schema
  const printed = readFileSync(
    join(__dirname, 'schema.generated.graphql'),
    'utf8',
  );
  expect(printed).toBe(printGraphqlSchema());
});

it('describes every type, field, argument and value', () => {
  const silent: string[] = [];
  const check = (
    place: string,
    { description }: { description?: string | null },
  ) => {
    if (!description?.endsWith('.')) silent.push(place);
  };
  for (const type of Object.values(createSchema().getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    check(type.name, type);
    if (isEnumType(type)) {
      for (const value of type.getValues())
        check(`${type.name}.${value.name}`, value);
    }
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields()))
        check(`${type.name}.${field.name}`, field);
    }
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field);
      for (const argument of field.args) {
        check(`${type.name}.${field.name}(${argument.name})`, argument);
      }
    }
  }
  expect(silent).toEqual([]);
});
