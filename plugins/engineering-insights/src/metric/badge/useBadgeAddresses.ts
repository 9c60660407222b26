import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import { useEffect, useState } from 'react';

/** Where a badge is, and the page that it leads to; undefined until that is known. */
export function useBadgeAddresses(
  metricId: string,
  entity: EntityName,
): { readonly image: string; readonly page: string } | undefined {
  const discovery = useApi(discoveryApiRef);
  const [base, setBase] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    discovery.getBaseUrl('engineering-insights').then(
      url => isCurrent && setBase(url),
      () => isCurrent && setBase(undefined),
    );
    return () => {
      isCurrent = false;
    };
  }, [discovery]);
  if (base === undefined) return undefined;
  const path = [
    metricId,
    entity.kind.toLocaleLowerCase('en-US'),
    entity.namespace,
    entity.name,
  ]
    .map(encodeURIComponent)
    .join('/');
  const { origin, pathname } = window.location;
  return {
    image: new URL(`${base}/v1/badges/${path}.svg`, origin).toString(),
    page: `${origin}${pathname}`,
  };
}
