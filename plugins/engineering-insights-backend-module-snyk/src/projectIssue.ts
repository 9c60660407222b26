import type { JsonObject, JsonValue } from '@backstage/types';
import { isObject, type Resource } from './jsonApi';

const ATTRIBUTES = [
  'key',
  'title',
  'type',
  'status',
  'ignored',
  'effective_severity_level',
  'created_at',
  'updated_at',
  'resolution',
];
const REFERENCE = ['id', 'source', 'type'];

/** What is used of an issue. The rest of what Snyk sends are texts, scores and remedies. */
export function projectIssue({ id, attributes }: Resource): Resource {
  const { problems, classes, coordinates } = attributes;
  return {
    id,
    attributes: {
      ...pick(attributes, ATTRIBUTES),
      ...withList('problems', problems, each => pick(each, REFERENCE)),
      ...withList('classes', classes, each => pick(each, REFERENCE)),
      ...withList('coordinates', coordinates, ({ representations }) =>
        withList('representations', representations, each =>
          pick(each, ['dependency', 'sourceLocation']),
        ),
      ),
    },
  };
}

function withList(
  name: string,
  value: JsonValue | undefined,
  project: (each: JsonObject) => JsonObject,
): JsonObject {
  return Array.isArray(value)
    ? { [name]: value.filter(isObject).map(project) }
    : {};
}

function pick(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.filter(key => value[key] !== undefined).map(key => [key, value[key]]),
  );
}
