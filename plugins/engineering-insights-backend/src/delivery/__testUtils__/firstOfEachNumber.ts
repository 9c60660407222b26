import type { GitHistory } from './readGitHistory';

/**
 * A history with one pull request of each number, the first, as the tables have
 * it of which DevLake's results were calculated. A merge that came along from a
 * fork may name a number again.
 */
export function firstOfEachNumber(history: GitHistory): GitHistory {
  const numbers = new Set<number>();
  return {
    ...history,
    pullRequests: history.pullRequests.filter(({ number }) => {
      const isFirst = !numbers.has(number);
      numbers.add(number);
      return isFirst;
    }),
  };
}
