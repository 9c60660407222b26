import { createRandom } from '../random';
import type { RepositoryProfile } from '../repositoryProfiles';

/** A package that a manifest names, in one version. */
export interface Dependency {
  readonly name: string;
  readonly version: string;
}

/** A file that names the dependencies of a component. */
export interface Manifest {
  readonly file: string;
  /** The folder of a component in a monorepo; empty for all of the repository. */
  readonly folder: string;
  readonly type: 'npm' | 'maven';
  readonly dependencies: readonly Dependency[];
}

const PACKAGES = {
  npm: [
    'express',
    'luxon',
    'zod',
    'undici',
    'pino',
    'knex',
    'pg',
    'vitest',
    'esbuild',
    'axios',
    'lodash',
  ],
  maven: [
    'org.springframework:spring-web',
    'com.fasterxml.jackson.core:jackson-databind',
    'ch.qos.logback:logback-core',
    'org.postgresql:postgresql',
    'io.netty:netty-codec-http',
    'org.apache.commons:commons-text',
  ],
} as const;

/** A manifest for each component that has a folder, else one for all. */
export function manifestsOf({
  name,
  language,
  components,
}: RepositoryProfile): Manifest[] {
  const type = language === 'Java' ? 'maven' : 'npm';
  const fileName = type === 'maven' ? 'pom.xml' : 'package.json';
  return components.map(({ path: folder = '' }) => {
    const file = folder ? `${folder}/${fileName}` : fileName;
    return {
      file,
      folder,
      type,
      dependencies: dependenciesOf(name, file, type),
    };
  });
}

function dependenciesOf(
  repository: string,
  file: string,
  type: Manifest['type'],
): Dependency[] {
  return PACKAGES[type].flatMap(name => {
    const random = createRandom('dependency', repository, file, name);
    const version = [
      random.integer(1, 8),
      random.integer(0, 20),
      random.integer(0, 5),
    ].join('.');
    return random.chance(0.7) ? [{ name, version }] : [];
  });
}
