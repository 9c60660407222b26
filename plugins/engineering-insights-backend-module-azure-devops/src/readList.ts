import type { Asking, AzureDevopsClient, AzureRequest } from './client';

/** How Azure DevOps wraps a list. */
export interface AzureList<T> {
  readonly count?: number;
  readonly value: readonly T[];
}

export interface WholeList<T> {
  readonly records: T[];
  /** There are more than Azure DevOps gives at once, and these are those next to where the reading stands. */
  readonly isCut?: boolean;
}

/** All pages of a list whose answers name the next page by a token. */
export async function readByToken<T>(
  client: AzureDevopsClient,
  asking: Asking,
  request: AzureRequest,
): Promise<WholeList<T>> {
  const records: T[] = [];
  let continuationToken: string | undefined;
  for (;;) {
    const answer = await client.get<AzureList<T>>(asking, {
      ...request,
      query: { ...request.query, continuationToken },
    });
    records.push(...answer.data.value);
    ({ continuationToken } = answer);
    if (!continuationToken) return { records };
  }
}

/** All pages of a list that is asked for by the number of its records. */
export async function readBySkip<T>(
  client: AzureDevopsClient,
  asking: Asking,
  request: AzureRequest,
  pageSize: number,
): Promise<WholeList<T>> {
  const records: T[] = [];
  for (;;) {
    const { data } = await client.get<AzureList<T>>(asking, {
      ...request,
      query: { ...request.query, $top: pageSize, $skip: records.length },
    });
    records.push(...data.value);
    if (data.value.length < pageSize) return { records };
  }
}
