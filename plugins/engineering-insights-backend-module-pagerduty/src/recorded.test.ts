import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { IncidentFact } from '@sei-platform/plugin-engineering-insights-common';
import { changedScopes } from './changedScopes';
import { createPagerdutyClient } from './client';
import { severityOf } from './severityOf';
import { incidentsStream } from './streams/incidents';
import {
  sendJson,
  startPagerdutyServer,
} from './testUtils/startPagerdutyServer';

function recorded(name: string) {
  const path = join(__dirname, '__fixtures__', 'recorded', `${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}
const incidents: { id: string; service: { id: string } }[] =
  recorded('incidents');

async function withRecordings<T>(
  ask: (client: ReturnType<typeof createPagerdutyClient>) => Promise<T>,
): Promise<T> {
  const server = await startPagerdutyServer(({ url }, response) => {
    const services = url.searchParams.getAll('service_ids[]');
    if (url.pathname === '/log_entries') {
      const log_entries = recorded('log_entries');
      sendJson(response, { log_entries, more: false });
    } else {
      const wanted = incidents.filter(({ service }) =>
        services.includes(service.id),
      );
      sendJson(response, { incidents: wanted, more: false });
    }
  });
  const { apiBaseUrl } = server;
  try {
    return await ask(createPagerdutyClient({ apiBaseUrl, token: 'unused' }));
  } finally {
    await server.stop();
  }
}

it('recorded incidents are facts, and no name of theirs is in an item', async () => {
  const facts = await withRecordings(async client => {
    const stream = incidentsStream(client);
    const pages = stream.read({
      direction: 'live',
      cursor: { createdFrom: '2021-10-01T00:00:00Z' },
      since: '2021-10-01T00:00:00Z',
      until: '2021-11-01T00:00:00Z',
      scope: { externalId: 'PAZDKS7' },
      signal: new AbortController().signal,
      logger: mockServices.logger.mock(),
    });
    const found: unknown[] = [];
    for await (const { items } of pages) {
      expect(JSON.stringify(items)).not.toContain('Responder');
      for (const item of items) {
        const result = stream.normalize(item);
        expect(result).toMatchObject({ result: 'ok' });
        if (result.result === 'ok') found.push(...result.facts);
      }
    }
    return found as IncidentFact[];
  });
  expect(
    facts.map(({ externalId, openedAt, resolvedAt, service }) => [
      externalId,
      openedAt,
      resolvedAt,
      service,
    ]),
  ).toEqual([
    ['Q27MXNAJQ834PC', '2021-10-27T08:05:59Z', null, 'Service'],
    ['Q2KDNUM7R5JYEK', '2021-10-29T05:45:33Z', null, 'Service'],
  ]);
});

it('the recorded log names the services that have something new', async () => {
  const changed = await withRecordings(client =>
    changedScopes(client, {
      scopes: [{ externalId: 'PAZDKS7' }, { externalId: 'PAZDKS8' }],
      since: '2021-10-01T00:00:00Z',
      signal: new AbortController().signal,
    }),
  );
  expect(changed).toEqual([
    { scope: { externalId: 'PAZDKS7' }, streams: ['incidents'] },
  ]);
});

it('each recorded priority is understood', () => {
  expect(
    recorded('priorities').map(({ summary }: { summary: string }) => [
      summary,
      severityOf({ priority: summary }).severity,
    ]),
  ).toEqual([
    ['P1', 'critical'],
    ['P2', 'high'],
    ['P3', 'medium'],
    ['P4', 'low'],
    ['P5', 'low'],
  ]);
});
