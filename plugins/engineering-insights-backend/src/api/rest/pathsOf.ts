import type { Operation } from './Route';

/** An entity stands as three path segments, since some ingresses decode `%2F`; one encoded entity ref is accepted as well. */
export function pathsOf({ path }: Pick<Operation, 'path'>): string[] {
  const three = '/:kind/:namespace/:name';
  return path.includes(three)
    ? [path, path.replace(three, '/:entityRef')]
    : [path];
}
