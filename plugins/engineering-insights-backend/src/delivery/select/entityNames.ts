import { parseEntityRef } from '@backstage/catalog-model';

/** What a source may call an entity, in lower case: its name, its title, its ref in any length. */
export function entityNames(entity: {
  ref: string;
  title: string;
}): Set<string> {
  const { kind, namespace, name } = parseEntityRef(entity.ref);
  return new Set(
    [
      name,
      entity.title,
      `${namespace}/${name}`,
      `${kind}:${name}`,
      entity.ref,
    ].map(text => text.toLowerCase()),
  );
}
