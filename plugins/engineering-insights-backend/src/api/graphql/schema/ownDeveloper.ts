import type { GraphqlContext } from '../GraphqlContext';

/** Who asks, where something is that person's own; of everyone else nothing is told. */
export async function ownDeveloper(
  { isOwn }: { readonly isOwn: boolean },
  { loaders }: GraphqlContext,
) {
  if (!isOwn) return undefined;
  const callerRef = await loaders.callerRef();
  return callerRef === undefined
    ? undefined
    : loaders.developers.load(callerRef);
}

/** What a field says that tells only of who asks. */
export const OWN =
  'You, where it is your own; null in all other cases, as nobody else is told.';
