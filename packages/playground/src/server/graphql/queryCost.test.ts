import { parse } from 'graphql';
import { computeQueryCost } from './queryCost';

const costOf = (query: string, variables = {}) =>
  computeQueryCost(parse(query), variables);

describe("GitHub's published rule", () => {
  it('gives its own example 51 points: 1 + 100 + 100 x 50 requests', () => {
    const query = `query { viewer { login repositories(first: 100) { edges { node { id issues(first: 50) { edges { node { id labels(first: 60) { edges { node { id name } } } } } } } } } } }`;
    expect(costOf(query)).toEqual({
      points: 51,
      nodes: 100 + 100 * 50 + 100 * 50 * 60,
    });
  });

  it('gives its own example 22,060 nodes', () => {
    const query = `query { viewer { repositories(first: 50) { edges { repository: node { name
      pullRequests(first: 20) { edges { pullRequest: node { title comments(first: 10) { edges { comment: node { bodyHTML } } } } } }
      issues(first: 20) { totalCount edges { issue: node { title bodyHTML comments(first: 10) { edges { comment: node { bodyHTML } } } } } } } } }
      followers(first: 10) { edges { follower: node { login } } } } }`;
    expect(costOf(query).nodes).toBe(22_060);
  });

  it.each([
    [33, 1],
    [49, 1],
    [50, 2],
  ])('rounds the lists of %d repositories to %d points', (count, points) => {
    const aliases = Array.from(
      { length: count },
      (_, index) =>
        `r${index}: repository(owner: "a", name: "b") { ...Changes }`,
    );
    const fragment =
      'fragment Changes on Repository { issues(first: $size) { totalCount } releases(first: 1) { totalCount } deployments(last: 10) { totalCount } }';
    const query = `query ($size: Int!) { ${aliases.join(' ')} } ${fragment}`;
    expect(costOf(query, { size: 1 }).points).toBe(points);
  });
});
