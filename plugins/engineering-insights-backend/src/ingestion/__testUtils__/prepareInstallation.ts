import type { Knex } from 'knex';
import { ensureScopes } from '../../database/operations/scopes/ensureScopes';

/** Makes an entity for each of these scopes of the fake source, as binding does. Returns the ids of the scopes. */
export async function prepareInstallation(options: {
  readonly knex: Knex;
  readonly scopes: readonly string[];
  readonly origin?: string;
}): Promise<readonly number[]> {
  const { knex, scopes, origin = 'https://fake.example.com' } = options;
  const scopeIds = await ensureScopes({
    knex,
    scopes: scopes.map(externalId => ({ source: 'fake', origin, externalId })),
  });
  for (const [index, name] of scopes.entries()) {
    const [entity] = await knex('entities')
      .insert({
        ref: `component:default/${name.replace('/', '-')}-${
          new URL(origin).hostname
        }`,
        kind: 'component',
        title: name,
        annotations_hash: '',
      })
      .returning('id');
    await knex('entity_scopes').insert({
      entity_id: entity.id,
      scope_id: scopeIds[index],
      bound_by: 'catalog',
    });
  }
  return scopeIds;
}
