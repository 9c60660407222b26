import type { BackendFeature } from '@backstage/backend-plugin-api';
import { dependencies } from '../../../package.json';

const MODULE = 'plugin-engineering-insights-backend-module-';

/** The modules of all sources that the demo portal installs, but GitHub's, which every test portal has. */
export function demoModules(): BackendFeature[] {
  return Object.keys(dependencies)
    .filter(name => name.includes(MODULE) && !name.endsWith(`${MODULE}github`))
    .map(name => jest.requireActual(name).default);
}
