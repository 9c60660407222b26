import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The entity that a page of tabs looks at. */
export type InsightsEntity =
  | {
      readonly status: 'known';
      readonly entity: EntityName;
      /** It is the reader's own group, as the address names none. */
      readonly isOwn: boolean;
    }
  | { readonly status: 'loading' }
  /** The reader is in no group. */
  | { readonly status: 'none' }
  /** What the address names is no entity ref. */
  | { readonly status: 'invalid'; readonly ref: string };

function parse(ref: string): EntityName | undefined {
  try {
    return parseEntityRef(ref);
  } catch {
    return undefined;
  }
}

function ownGroup(refs: readonly string[]): EntityName | undefined {
  return refs
    .flatMap(ref => parse(ref) ?? [])
    .find(({ kind }) => kind.toLocaleLowerCase('en-US') === 'group');
}

/** The entity that the address names, else the reader's own group; and how to look at another, which begins anew. */
export function useInsightsEntity(): readonly [
  InsightsEntity,
  (ref: string) => void,
] {
  const identity = useApi(identityApiRef);
  const [parameters, setParameters] = useSearchParams();
  const ref = parameters.get('entity');
  const own = useQuery({
    queryKey: ['engineering-insights', 'ownGroup'],
    queryFn: async () => {
      const { ownershipEntityRefs } = await identity.getBackstageIdentity();
      return ownGroup(ownershipEntityRefs) ?? null;
    },
    enabled: ref === null,
  });
  const choose = useCallback(
    (next: string) => setParameters({ entity: next }),
    [setParameters],
  );
  const found = useMemo((): InsightsEntity => {
    if (ref !== null) {
      const entity = parse(ref);
      return entity
        ? { status: 'known', entity, isOwn: false }
        : { status: 'invalid', ref };
    }
    if (own.data) return { status: 'known', entity: own.data, isOwn: true };
    return { status: own.isPending ? 'loading' : 'none' };
  }, [ref, own.data, own.isPending]);
  return [found, choose];
}

/** As the address has it. */
export function refOf(entity: EntityName): string {
  return stringifyEntityRef(entity);
}
