import type { EntityDetails } from '../../../service/entities';
import { InvalidRequestError } from '../../../service/InvalidRequestError';
import type { EntityName } from '../../../service/authorise';
import { notVisible } from '../createLoaders';
import type { GraphqlContext } from '../GraphqlContext';
import { builder } from './builder';

export const EntityType = builder.objectRef<EntityDetails>('Entity');

const REF = /^([^:/\p{C}]{1,253}):([^:/\p{C}]{1,253})\/([^:/\p{C}]{1,253})$/u;

/** The parts of a ref, in lower case. @throws InvalidRequestError that names the argument. */
export function parseRef(argument: string, text: string): EntityName {
  const match = REF.exec(text.toLocaleLowerCase('en-US'));
  if (!match) {
    throw new InvalidRequestError([
      {
        field: argument,
        message: 'must be an entity ref: component:default/payments',
      },
    ]);
  }
  const [, kind, namespace, name] = match;
  return { kind, namespace, name };
}

export function refOf({ kind, namespace, name }: EntityName): string {
  return `${kind}:${namespace}/${name}`;
}

/** @throws NotFoundError where the caller may not see it. */
export async function entityOf(
  { loaders }: GraphqlContext,
  entityRef: string,
): Promise<EntityDetails> {
  const entity = await loaders.entities.load(entityRef);
  if (!entity) throw notVisible(entityRef);
  return entity;
}
