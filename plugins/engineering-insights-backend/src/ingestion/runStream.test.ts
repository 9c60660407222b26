import { mockServices } from '@backstage/backend-test-utils';
import {
  RateLimitError,
  type Connector,
} from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { testDatabase } from '../database/testDatabase';
import { resumeStreams } from '../database/operations/ingestion/resumeStreams';
import { saveBudget } from '../database/operations/ingestion/saveBudget';
import { createFakeConnector } from './__testUtils__/createFakeConnector';
import { createItems } from './__testUtils__/createItems';
import { type FakeFailure, FakeSource } from './__testUtils__/FakeSource';
import { prepareInstallation } from './__testUtils__/prepareInstallation';
import { claimDueStreams, runDueStreams } from './__testUtils__/runDueStreams';
import { createContext } from './__testUtils__/startEngine';
import { endRunWithError } from './endRunWithError';
import type { IngestionContext } from './IngestionContext';
import { runStream } from './runStream';

jest.setTimeout(60_000);

const databases = testDatabase();

interface StreamRow {
  name: string;
  external_id: string;
  due_in_seconds: number;
  failure_count: number;
  last_error: { name: string; message: string; at: string } | null;
  leased_by: string | null;
  live_cursor: string | null;
  gone_at: Date | null;
}

async function readStreams(knex: Knex): Promise<Record<string, StreamRow>> {
  const { rows } = await knex.raw<{ rows: StreamRow[] }>(`
    select streams.*, scopes.external_id, scopes.gone_at,
      cast(extract(epoch from due_at - now()) as double precision) as due_in_seconds
    from streams join scopes on scopes.id = streams.scope_id`);
  return Object.fromEntries(
    rows.map(row => [`${row.external_id} ${row.name}`, row]),
  );
}

describe('runStream', () => {
  let source: FakeSource;
  let knex: Knex;
  let connector: Connector;
  let context: IngestionContext;
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    jest.clearAllMocks();
    source = await FakeSource.start();
    const now = Date.now();
    source.items.push(
      ...createItems({ scope: 'acme/payments', count: 12, now }),
      ...createItems({ scope: 'acme/search', count: 12, now }),
    );
    knex = await databases.create();
    await prepareInstallation({
      knex,
      scopes: ['acme/payments', 'acme/search'],
    });
    connector = createFakeConnector({ url: source.url });
    context = createContext({ knex, connectors: [connector], logger });
  });
  afterEach(() => source.stop());

  // Only the deployments of one scope fail.
  const failOne = (failure: FakeFailure) => {
    source.intercept = url =>
      url.searchParams.get('scope') === 'acme/payments' &&
      url.searchParams.get('stream') === 'deployments'
        ? failure
        : undefined;
  };

  it('401 stops the streams on the credential and says what to do', async () => {
    source.intercept = () => ({
      status: 401,
      message: 'Bad credentials, token ghp_abcdefghijklmnop',
    });
    const [claim] = await claimDueStreams(context);
    await knex('streams')
      .whereNot({ id: claim.id })
      .update({ leased_by: null, leased_until: null });
    await runStream({
      context,
      connector,
      claim,
      signal: new AbortController().signal,
    });
    const streams = Object.values(await readStreams(knex));
    expect(streams).toHaveLength(4);
    for (const stream of streams) {
      expect(stream.due_in_seconds).toBeGreaterThan(86_000);
      expect(stream.last_error).toMatchObject({ name: 'AuthenticationError' });
      expect(stream.last_error!.message).toContain(
        'Put a valid one into the configuration and restart the backend',
      );
      expect(stream.last_error!.message).not.toContain('ghp_');
    }
    expect(source.requests).toHaveLength(1);
    expect(await runDueStreams(context)).toEqual({ runCount: 0 });
    expect(JSON.stringify(logger.warn.mock.calls)).not.toContain('ghp_');
  });

  it('401 ends with a restart: all of them are read again', async () => {
    source.intercept = () => ({ status: 401 });
    await runDueStreams(context);
    source.intercept = () => undefined;
    await resumeStreams({ knex });
    expect(await runDueStreams(context)).toEqual({ runCount: 4 });
    expect(
      Object.values(await readStreams(knex)).map(stream => stream.last_error),
    ).toEqual([null, null, null, null]);
  });

  it('403 stops one stream of one scope, tries daily, and the rest goes on', async () => {
    failOne({ status: 403, message: 'Grant deployments: read' });
    await runDueStreams(context);
    const { 'acme/payments deployments': failed, ...others } =
      await readStreams(knex);
    expect(failed).toMatchObject({
      failure_count: 1,
      leased_by: null,
      gone_at: null,
    });
    expect(failed.last_error).toMatchObject({ name: 'NotAllowedError' });
    expect(failed.last_error!.message).toContain(
      'It said: Grant deployments: read',
    );
    expect(failed.due_in_seconds).toBeGreaterThan(86_000);
    for (const other of Object.values(others))
      expect(other).toMatchObject({ last_error: null, failure_count: 0 });
  });

  it('429 waits as long as asked, for all on the credential, and counts no failure', async () => {
    source.intercept = () => ({
      status: 429,
      retryAfterSeconds: 90,
      message: 'A secondary rate limit was reached',
    });
    const [claim] = await claimDueStreams(context);
    await knex('streams')
      .whereNot({ id: claim.id })
      .update({ leased_by: null, leased_until: null });
    await runStream({
      context,
      connector,
      claim,
      signal: new AbortController().signal,
    });
    for (const stream of Object.values(await readStreams(knex))) {
      expect(stream).toMatchObject({
        failure_count: 0,
        last_error: {
          name: 'RateLimitError',
          message:
            'Fake at https://fake.example.com asks to wait 90 seconds. Nothing needs to be done. It said: A secondary rate limit was reached.',
        },
        leased_by: null,
      });
      expect(stream.due_in_seconds).toBeGreaterThan(85);
      expect(stream.due_in_seconds).toBeLessThanOrEqual(90);
    }
    expect(await knex('stream_runs').select('outcome')).toEqual([
      { outcome: 'rateLimited' },
    ]);
    expect(logger.error).not.toHaveBeenCalled();
    expect(logger.warn).not.toHaveBeenCalled();
    source.intercept = () => undefined;
    await knex('streams').update({ due_at: knex.fn.now() });
    await runDueStreams(context);
    for (const stream of Object.values(await readStreams(knex)))
      expect(stream.last_error).toBeNull();
  });

  it('429 hides no refused credential, and ends the waiting for a new one', async () => {
    source.intercept = () => ({ status: 401 });
    await runDueStreams(context);
    source.intercept = () => ({ status: 429, retryAfterSeconds: 90 });
    const [{ id }] = await knex('streams').select('id').limit(1);
    await knex('streams').where({ id }).update({ due_at: knex.fn.now() });
    await runDueStreams(context);
    const names = Object.values(await readStreams(knex)).map(stream => {
      expect(stream.due_in_seconds).toBeLessThanOrEqual(90);
      return stream.last_error?.name;
    });
    expect(names.sort()).toEqual([
      ...Array(3).fill('AuthenticationError'),
      'RateLimitError',
    ]);
  });

  it.each([
    [
      { status: 502, message: 'Bad gateway' },
      'Fake at https://fake.example.com answered with an error (HTTP 502). Look at its own state if that goes on; it is tried again by itself. It said: Bad gateway.',
    ],
    [
      { status: 503, message: 'The network is down.' },
      'Fake at https://fake.example.com cannot be reached. Check it and the network between; it is tried again by itself. It said: The network is down.',
    ],
    [
      { status: 401, message: 'Which token?' },
      'Fake at https://fake.example.com refuses the credential. Put a valid one into the configuration and restart the backend; without a restart it is tried again daily. It said: Which token?',
    ],
  ])('says in whole sentences what %j means', async (failure, message) => {
    failOne(failure);
    await runDueStreams(context);
    const { 'acme/payments deployments': failed } = await readStreams(knex);
    expect(failed.last_error!.message).toBe(message);
  });

  it('tells the log of one cause once, until it ends', async () => {
    source.intercept = () => ({ status: 502 });
    const isDue = () => knex('streams').update({ due_at: knex.fn.now() });
    for (let round = 0; round < 2; round += 1) {
      await isDue();
      expect(await runDueStreams(context)).toEqual({ runCount: 4 });
    }
    expect(logger.warn).toHaveBeenCalledTimes(1);
    source.intercept = () => ({ status: 401 });
    await isDue();
    // Claimed before the first of them was refused.
    expect(await runDueStreams(context)).toEqual({ runCount: 4 });
    expect(logger.warn).toHaveBeenCalledTimes(2);
    source.intercept = () => undefined;
    await isDue();
    await runDueStreams(context);
    source.intercept = () => ({ status: 401 });
    await isDue();
    await runDueStreams(context);
    expect(logger.warn).toHaveBeenCalledTimes(3);
  });

  it('tells the log of each stream that misses a permission of its own', async () => {
    source.intercept = () => ({ status: 403 });
    await runDueStreams(context);
    expect(logger.warn).toHaveBeenCalledTimes(4);
  });

  it('503 and a refused connection are tried again after a growing time', async () => {
    failOne({ status: 503 });
    const waits: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      await knex('streams').update({ due_at: knex.fn.now() });
      await runDueStreams(context);
      waits.push(
        (await readStreams(knex))['acme/payments deployments'].due_in_seconds,
      );
    }
    waits.forEach((wait, index) => {
      expect(wait).toBeGreaterThan(30 * 2 ** index * 0.5 - 2);
      expect(wait).toBeLessThanOrEqual(30 * 2 ** index);
    });
    const { 'acme/payments deployments': failed } = await readStreams(knex);
    expect(failed).toMatchObject({
      failure_count: 5,
      last_error: { name: 'ServiceUnavailableError' },
    });

    await source.stop();
    await knex('streams').update({ due_at: knex.fn.now() });
    await runDueStreams(context);
    const names = Object.values(await readStreams(knex)).map(
      stream => stream.last_error?.name,
    );
    expect(new Set(names)).toEqual(new Set(['ServiceUnavailableError']));
    source = await FakeSource.start();
  });

  it('404 marks the scope as gone until it is there again, and the rest goes on', async () => {
    failOne({ status: 404 });
    source.intercept = url =>
      url.searchParams.get('scope') === 'acme/payments'
        ? { status: 404, message: '' }
        : undefined;
    await runDueStreams(context);
    const gone = await readStreams(knex);
    expect(gone['acme/payments deployments']).toMatchObject({
      last_error: { name: 'NotFoundError' },
    });
    expect(gone['acme/payments deployments'].gone_at).toBeInstanceOf(Date);
    expect(gone['acme/payments deployments'].due_in_seconds).toBeGreaterThan(
      86_000,
    );
    expect(gone['acme/search deployments']).toMatchObject({
      last_error: null,
      gone_at: null,
    });
    source.intercept = () => undefined;
    await knex('streams').update({ due_at: knex.fn.now() });
    await runDueStreams(context);
    expect(
      (await readStreams(knex))['acme/payments deployments'],
    ).toMatchObject({ last_error: null, gone_at: null });
  });

  it('anything else fails the run loudly and keeps the pages before it', async () => {
    let answered = 0;
    source.intercept = url => {
      if (
        url.searchParams.get('stream') !== 'deployments' ||
        url.searchParams.get('scope') !== 'acme/payments'
      ) {
        return undefined;
      }
      answered += 1;
      return answered > 2
        ? { status: 418, message: 'I am a teapot' }
        : undefined;
    };
    await runDueStreams(context);
    const { 'acme/payments deployments': failed } = await readStreams(knex);
    expect(failed.last_error).toMatchObject({ name: 'Error' });
    expect(failed.last_error!.message).toContain('I am a teapot');
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(
      await knex('stream_runs')
        .where({ outcome: 'failure' })
        .select('direction', 'read_count'),
    ).toEqual([{ direction: 'history', read_count: 5 }]);
    source.intercept = () => undefined;
    source.requests.length = 0;
    await knex('streams')
      .where('failure_count', '>', 0)
      .update({ due_at: knex.fn.now() });
    await runDueStreams(context);
    // It went on behind the page that was written: no live reading, two pages of history.
    expect(
      source.requests.map(url => url.searchParams.get('direction')),
    ).toEqual(['history', 'history']);
    expect(source.requests[0].searchParams.get('after')).not.toBe('');
    expect(await knex('source_deployments').count('* as count')).toEqual([
      { count: '26' },
    ]);
  });

  it('a record that is not as expected is counted, its payload is kept, and the others are written', async () => {
    const faults = [
      'unusable',
      'throws',
      'wrongKind',
      'badFact',
      'ofNoConcern',
    ] as const;
    const updatedAt = new Date(Date.now() - 1_000_000).toISOString();
    source.items.push(
      ...faults.map(fault => ({
        id: fault,
        fault,
        scope: 'acme/payments',
        stream: 'deployments' as const,
        updatedAt,
      })),
    );
    await runDueStreams(context);
    const [run] = await knex('stream_runs')
      .join('streams', 'streams.id', 'stream_runs.stream_id')
      .where({
        direction: 'live',
        name: 'deployments',
        'stream_runs.invalid_count': 4,
      })
      .select('stream_runs.*');
    expect(run).toMatchObject({
      outcome: 'success',
      read_count: 6,
      written_count: 1,
      ignored_count: 1,
    });
    expect(
      await knex('payloads').whereIn('external_id', [...faults]),
    ).toHaveLength(5);
    expect(
      await knex('source_deployments').whereIn('external_id', [...faults]),
    ).toHaveLength(0);
    expect(await knex('source_deployments')).toHaveLength(26);
  });

  it('writes nothing once another replica has taken the stream', async () => {
    const claims = await claimDueStreams(context, 'first');
    const claim = claims.find(each => each.name === 'deployments')!;
    await knex('streams')
      .where({ id: claim.id })
      .update({ leased_by: 'second' });
    await runStream({
      context,
      connector,
      claim,
      signal: new AbortController().signal,
    });
    expect(await knex('payloads')).toEqual([]);
    expect(await knex('streams').where({ id: claim.id })).toMatchObject([
      {
        leased_by: 'second',
        live_cursor: null,
        failure_count: 0,
        last_error: null,
      },
    ]);
  });

  it('stops reading while a page is slow once another replica has taken the stream', async () => {
    context = createContext({
      knex,
      connectors: [connector],
      logger,
      settings: { leaseSeconds: 0.3 },
    });
    source.delayMs = () => 3_000;
    const [claim] = await claimDueStreams(context);
    await knex('streams')
      .where({ id: claim.id })
      .update({ leased_by: 'second' });
    const began = Date.now();
    await runStream({
      context,
      connector,
      claim,
      signal: new AbortController().signal,
    });
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it('leaves the reserve of a credential to the portal until the period ends', async () => {
    const resetsAt = new Date(Date.now() + 600_000).toISOString();
    source.budget = {
      credential: 'token of fake',
      limit: 5_000,
      remaining: 2_500,
      resetsAt,
    };
    await runDueStreams(context);
    for (const stream of Object.values(await readStreams(knex))) {
      expect(stream).toMatchObject({
        failure_count: 0,
        last_error: null,
        leased_by: null,
      });
      expect(stream.due_in_seconds).toBeGreaterThan(590);
      expect(stream.due_in_seconds).toBeLessThan(601);
    }
    // One that became due by hand waits as well.
    await knex('streams').update({ due_at: knex.fn.now() });
    expect(await runDueStreams(context)).toEqual({ runCount: 0 });
    // A smaller reserve by configuration lets them go on.
    const settings = { reserves: { 'fake https://fake.example.com': 0.1 } };
    const generous = createContext({
      knex,
      connectors: [connector],
      logger,
      settings,
    });
    expect(await runDueStreams(generous)).toEqual({ runCount: 4 });
    expect((await knex('source_deployments')).length).toBeGreaterThan(10);
  });

  it('leaves the reserve of one credential, and reads with another', async () => {
    const resetsAt = new Date(Date.now() + 600_000).toISOString();
    await runDueStreams(context);
    const rows = Object.values(await readStreams(knex));
    for (const credential of ['app of fake/acme', 'app of fake/umbrella']) {
      await knex('budgets').insert({
        source: 'fake',
        origin: 'https://fake.example.com',
        credential,
        limit: 5_000,
        remaining: credential.endsWith('acme') ? 2_500 : 2_501,
        resets_at: resetsAt,
      });
    }
    for (const { external_id: scope, name } of rows) {
      await knex('streams')
        .whereIn(
          'scope_id',
          knex('scopes').select('id').where({ external_id: scope }),
        )
        .where({ name })
        .update({
          due_at: knex.fn.now(),
          credential:
            scope === 'acme/payments'
              ? 'app of fake/acme'
              : 'app of fake/umbrella',
        });
    }
    const claims = await claimDueStreams(context);
    expect(claims.map(({ scope }) => scope.externalId)).toEqual([
      'acme/search',
      'acme/search',
    ]);
  });

  it('keeps the lowest that was told of a period, and forgets it with the next', async () => {
    const tell = async (remaining: number, resetsAt: string) => {
      const budget = { credential: 'token', limit: 5_000, remaining, resetsAt };
      const place = { source: 'fake', origin: 'https://fake.example.com' };
      await saveBudget({ knex, ...place, budget });
      return knex('budgets').where({ credential: 'token' }).pluck('remaining');
    };
    expect(await tell(3_000, '2026-03-01T12:00:00Z')).toEqual([3_000]);
    expect(await tell(2_900, '2026-03-01T12:00:00Z')).toEqual([2_900]);
    expect(await tell(2_950, '2026-03-01T12:00:00Z')).toEqual([2_900]);
    expect(await tell(4_999, '2026-03-01T13:00:00Z')).toEqual([4_999]);
  });

  it('lets what was never read wait for its own credential only', async () => {
    source.budget = {
      credential: 'app of fake/search',
      limit: 5_000,
      remaining: 2_500,
      resetsAt: new Date(Date.now() + 600_000).toISOString(),
      scopePrefix: 'acme/search',
    };
    const claims = await claimDueStreams(context);
    const claim = claims.find(
      ({ scope }) => scope.externalId === 'acme/search',
    )!;
    await knex('streams')
      .whereNot({ id: claim.id })
      .update({ leased_by: null, leased_until: null });
    await runStream({
      context,
      connector,
      claim,
      signal: new AbortController().signal,
    });
    const next = await claimDueStreams(context);
    expect(next.map(({ scope }) => scope.externalId)).toEqual([
      'acme/payments',
      'acme/payments',
    ]);
  });

  it('lets wait who shares the credential that is asked to, also where nothing was read with it', async () => {
    const [first, ...others] = await claimDueStreams(context);
    await knex('streams')
      .whereNot({ id: first.id })
      .update({ leased_by: null, leased_until: null });
    await knex('streams')
      .where({ id: others[0].id })
      .update({ credential: 'app of fake/acme' });
    const of = { credential: 'app of fake/acme', scopePrefix: 'acme/s' };
    const error = new RateLimitError(90, 'Wait.', undefined, of);
    await endRunWithError({
      context,
      connector,
      claim: first,
      direction: 'live',
      error,
      stopSignal: new AbortController().signal,
      isLeaseLost: false,
    });
    const neverRead = others
      .slice(1)
      .filter(({ scope }) => scope.externalId === 'acme/search');
    const waiting: number[] = await knex('streams')
      .whereRaw('due_at > now()')
      .orderBy('id')
      .pluck('id');
    expect(waiting).toEqual(
      [first, others[0], ...neverRead].map(({ id }) => id).sort(),
    );
  });

  it('gives up on a page that never comes, as on a source that is down', async () => {
    context = createContext({
      knex,
      connectors: [connector],
      logger,
      settings: { pageTimeoutSeconds: 0.2 },
    });
    source.delayMs = () => 5_000;
    const [claim] = await claimDueStreams(context);
    await runStream({
      context,
      connector,
      claim,
      signal: new AbortController().signal,
    });
    const [stream] = await knex('streams').where({ id: claim.id });
    expect(stream.last_error).toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('says how far back it has read while history goes on, and begins history anew for an earlier start', async () => {
    context = createContext({
      knex,
      connectors: [connector],
      logger,
      settings: { pagesPerBurst: 2 },
    });
    await runDueStreams(context);
    const [during] = await knex('streams').limit(1);
    const hoursBack = (Date.now() - during.covered_from.getTime()) / 3_600_000;
    expect(during.is_history_done).toBe(false);
    expect(hoursBack).toBeCloseTo(6, 1);
    for (let round = 0; round < 3; round += 1) await runDueStreams(context);
    expect(await knex('streams').where({ is_history_done: true })).toHaveLength(
      4,
    );
    const firstSyncSince = new Date(
      Date.now() - 400 * 86_400_000,
    ).toISOString();
    await knex('streams').update({ due_at: knex.fn.now() });
    source.requests.length = 0;
    await runDueStreams(
      createContext({
        knex,
        connectors: [connector],
        settings: { firstSyncSince },
      }),
    );
    const [after] = await knex('streams').limit(1);
    expect(after.covered_from.toISOString()).toBe(firstSyncSince);
    expect(
      source.requests.map(url => url.searchParams.get('direction')),
    ).toContain('history');
  });
});
