import { mockCredentials } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  createFakeConnector,
  signFakeWebhook,
} from '../../../ingestion/__testUtils__/createFakeConnector';
import {
  at,
  DELIVERY,
  EXAMPLE_CATALOG,
  HIDDEN,
  INCIDENTS,
  ISSUES,
  PULL_REQUESTS,
  sha,
} from '../../graphql/__testUtils__/exampleCatalog';
import {
  startPortal,
  type Portal,
} from '../../graphql/__testUtils__/startPortal';
import { sendRaw, type RawAnswer, type RawRequest } from './sendRaw';

export const BASE = '/api/engineering-insights';
export const PAYMENTS = 'component:default/payments';
/** In every fact of the entity that people do not see. */
export const MARKER = 'of-the-vault-alone';
const SECRET = 'secret of the door';
const ENOUGH = 1_000_000;

/** A portal that is asked what nobody means. */
export interface HostilePortal extends Portal {
  /** As it is written, below the base path, by someone who may do everything. */
  readonly raw: (request: RawRequest) => Promise<RawAnswer>;
  /** A webhook that is signed as it must be. */
  readonly sendWebhook: (body: string) => Promise<RawAnswer>;
}

const VAULT = [
  {
    kind: 'commit',
    externalId: sha(900),
    parents: [],
    authoredAt: at(3),
    committedAt: at(3),
    title: `Commit ${MARKER}`,
  },
  {
    kind: 'deployment',
    externalId: `d-${MARKER}`,
    environment: 'production',
    sha: sha(900),
    version: MARKER,
    finishedAt: at(2),
    outcome: 'success',
  },
  ...PULL_REQUESTS.map(fact =>
    'title' in fact ? { ...fact, title: `Pull request ${MARKER}` } : fact,
  ),
  ...[...ISSUES, ...INCIDENTS].map(fact => ({
    ...fact,
    externalId: `${fact.externalId}-${MARKER}`,
    title: MARKER,
  })),
];

/** The company of the examples, the entity that people do not see with facts of its own, and no limit of requests. */
export async function startHostilePortal(knex: Knex): Promise<HostilePortal> {
  const portal = await startPortal({
    knex,
    entities: EXAMPLE_CATALOG,
    hidden: HIDDEN,
    connector: createFakeConnector({
      url: 'http://fake.invalid',
      secret: SECRET,
      // What webhooks tell is taken, whatever entities name.
      organizationScopes: () => [],
    }),
    config: {
      engineeringInsights: {
        badges: { enabled: true },
        limits: {
          requestsPerMinute: {
            reads: ENOUGH,
            heavyReads: ENOUGH,
            graphql: ENOUGH,
            writes: ENOUGH,
            intake: ENOUGH,
          },
        },
      },
    },
  });
  await portal.waitFor(async () =>
    knex('entities').first('id').where('ref', PAYMENTS),
  );
  await portal.send({
    entityRef: PAYMENTS,
    scope: 'acme/payments',
    facts: [...DELIVERY, ...PULL_REQUESTS, ...ISSUES, ...INCIDENTS],
  });
  await portal.send({
    entityRef: HIDDEN[0],
    scope: 'acme/vault',
    facts: VAULT,
  });
  // So that there is something to correct.
  await portal.waitFor(async () => knex('deployments').first('id'));
  const raw = ({ path, headers, ...rest }: RawRequest) =>
    sendRaw(portal.port, {
      ...rest,
      path: `${BASE}${path}`,
      headers: { authorization: mockCredentials.user.header(), ...headers },
    });
  return {
    ...portal,
    raw,
    sendWebhook: body =>
      raw({
        method: 'POST',
        path: '/v1/webhooks/fake',
        headers: {
          'content-type': 'application/json',
          'x-fake-signature': signFakeWebhook(body, SECRET),
        },
        body,
      }),
  };
}
