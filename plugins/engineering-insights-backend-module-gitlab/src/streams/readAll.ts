import type { GitlabAnswer } from '../client';

/** All pages of a short list. */
export async function readAll<T>(
  readPage: (query: {
    page: number;
    perPage: number;
  }) => Promise<GitlabAnswer<T[]>>,
): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; ; page += 1) {
    const { data, hasNextPage } = await readPage({ page, perPage: 100 });
    all.push(...data);
    if (!hasNextPage) return all;
  }
}
