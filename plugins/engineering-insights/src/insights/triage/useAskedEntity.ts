import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';

/** Undefined where the text names no entity. */
function readRef(text: string | null): string | undefined {
  if (!text) return undefined;
  try {
    return stringifyEntityRef(parseEntityRef(text));
  } catch (error) {
    // It is written by people too; what is no ref is as good as none.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The entity that the address asks for, or else the first of the reader's groups. */
export function useAskedEntity(): {
  readonly entityRef?: string;
  /** Undefined while they are not known. */
  readonly ownGroupRefs?: readonly string[];
  readonly error: Error | null;
  readonly retry: () => void;
} {
  const identity = useApi(identityApiRef);
  const [parameters] = useSearchParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['engineering-insights', 'ownGroups'],
    queryFn: async () => {
      const { ownershipEntityRefs } = await identity.getBackstageIdentity();
      return ownershipEntityRefs.filter(ref => ref.startsWith('group:'));
    },
    staleTime: Infinity,
  });
  return {
    entityRef: readRef(parameters.get('entity')) ?? data?.[0],
    ownGroupRefs: data,
    error,
    retry: () => refetch(),
  };
}
