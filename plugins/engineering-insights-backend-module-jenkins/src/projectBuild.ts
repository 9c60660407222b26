import type { JsonObject, JsonValue } from '@backstage/types';

const BUILD_KEYS = [
  '_class',
  'number',
  'timestamp',
  'duration',
  'building',
  'result',
];
const ACTION_KEYS = [
  'queuingDurationMillis',
  'totalCount',
  'failCount',
  'skipCount',
];

/** What is used of a build. Jenkins' causes name persons, so only their kind is kept. */
export function projectBuild(build: JsonObject): JsonObject {
  const actions = Array.isArray(build.actions) ? build.actions : [];
  return {
    ...pick(build, BUILD_KEYS),
    actions: actions.flatMap(action => {
      const used = projectAction(objectOf(action));
      return Object.keys(used).length > 0
        ? [{ ...pick(objectOf(action), ['_class']), ...used }]
        : [];
    }),
  };
}

function projectAction(action: JsonObject): JsonObject {
  const { causes, lastBuiltRevision, remoteUrls } = action;
  const revision = objectOf(lastBuiltRevision);
  const branches = Array.isArray(revision.branch) ? revision.branch : [];
  return {
    ...pick(action, ACTION_KEYS),
    ...(Array.isArray(causes) && {
      causes: causes.map(cause => pick(objectOf(cause), ['_class'])),
    }),
    ...(revision.SHA1 !== undefined && {
      lastBuiltRevision: {
        SHA1: revision.SHA1,
        branch: branches.map(branch => pick(objectOf(branch), ['name'])),
      },
    }),
    ...(Array.isArray(remoteUrls) && {
      remoteUrls: remoteUrls.map(url =>
        typeof url === 'string' ? withoutCredentials(url) : url,
      ),
    }),
  };
}

/** A job may clone by an address that holds a token, or the name of a person. */
export function withoutCredentials(url: string): string {
  // The name of the user may be an address itself, so all up to the last @ goes.
  return url.replace(/^([a-z+]+:\/\/)[^/]*@/i, '$1');
}

function pick(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(
    keys.filter(key => value[key] !== undefined).map(key => [key, value[key]]),
  );
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : {};
}
