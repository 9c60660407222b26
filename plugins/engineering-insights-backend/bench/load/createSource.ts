import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@backstage/types';
import type {
  Connector,
  Page,
  ReadOptions,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import {
  createPullRequestItems,
  pullRequestStream,
} from '../figures/pullRequestStream';
import { createDeploymentItems, deploymentStream } from './deploymentStream';

/** As long as GitHub takes for a page of pull requests with what belongs to them. */
const PAGE_MS = 500;
const PULL_REQUESTS_PER_PAGE = 100;
const DEPLOYMENTS_PER_PAGE = 10;
/** Above those of the organisation. */
const FIRST_NUMBER = 100_000;

/** The source of the bench's scopes, which always has a page of something new. */
export function createSource(): {
  connector: Connector;
  /** Those that were written. */
  readPageCount(): number;
} {
  let number = FIRST_NUMBER;
  let pageCount = 0;

  async function* readPage(
    { signal }: Pick<ReadOptions<number>, 'signal'>,
    createItems: (first: number, now: DateTime) => JsonObject[],
  ): AsyncGenerator<Page<number>> {
    await sleep(PAGE_MS, undefined, { signal });
    const items = createItems(number, DateTime.utc());
    number += items.length;
    yield { items, cursor: number };
    // It is gone on with after the page was written.
    pageCount += 1;
  }

  const connector: Connector = {
    id: 'github',
    title: 'The source',
    origin: 'https://github.com',
    annotations: [],
    scopesOf: () => [],
    streams: [
      {
        ...pullRequestStream,
        read: options =>
          readPage(options, (first, now) =>
            createPullRequestItems({
              first,
              count: PULL_REQUESTS_PER_PAGE,
              // Each is an hour older than the one before, by their numbers.
              now: now.plus({ hours: first }).toISO()!,
            }),
          ),
      },
      {
        ...deploymentStream,
        read: options =>
          readPage(options, (first, now) =>
            createDeploymentItems({
              component: options.scope.externalId.replace('acme/c', ''),
              first,
              count: DEPLOYMENTS_PER_PAGE,
              now: now.toISO()!,
            }),
          ),
      },
    ],
  };
  return { connector, readPageCount: () => pageCount };
}
