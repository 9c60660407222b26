import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import beaconModule from '@sei-platform/plugin-engineering-insights-backend-module-beacon';
import type { IncidentRow } from '@sei-platform/plugin-engineering-insights-common';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { FIRST_SYNC_SINCE } from './__testUtils__/startGithub';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitUntil } from './__testUtils__/waitUntil';

// A busy machine takes several times as long as an idle one.
jest.setTimeout(400_000);

const ALERT = {
  id: 'A-118',
  service: 'payments',
  title: 'Card payments time out',
  urgency: 'page',
  opened_at: '2026-02-03T10:04:00Z',
  acknowledged_at: null,
  closed_at: '2026-02-03T10:41:00Z',
  updated_at: '2026-02-03T10:41:00Z',
  page: 'https://beacon.acme.example/alerts/A-118',
  opened_by: { name: 'Ada Example', email: 'ada@example.com' },
};

/** The invented pager, with one alert. */
async function startBeacon() {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const isAsked =
      searchParams.get('updated_from')! <= ALERT.updated_at &&
      ALERT.updated_at < searchParams.get('updated_to')!;
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ alerts: isAsked ? [ALERT] : [], next_page: null }),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise(resolve => server.close(resolve)),
  };
}

describe('the source of the guide', () => {
  const databases = portalDatabases();
  let beacon: Awaited<ReturnType<typeof startBeacon>>;
  let portal: Portal;

  beforeAll(async () => {
    beacon = await startBeacon();
    portal = await startPortal({
      databases: databases.create(),
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'payments',
            annotations: { 'beacon.example/service': 'payments' },
          },
          spec: { type: 'service', lifecycle: 'production', owner: 'group:x' },
        },
      ],
      config: {
        engineeringInsights: {
          firstSyncSince: FIRST_SYNC_SINCE,
          sources: { beacon: [{ baseUrl: beacon.url, token: 't' }] },
        },
      },
      features: [beaconModule],
    });
    await portal.bind();
  });
  afterAll(async () => {
    await portal?.stop();
    await beacon?.stop();
  });

  it('gives incidents to a portal that knows nothing else of it', async () => {
    const [incident] = await waitUntil('the incident is told', async () => {
      const { body } = await portal.get(
        '/api/engineering-insights/v1/entities/component/default/payments/incidents?attribution=unlinked&from=2026-01-01&to=2026-03-01',
      );
      const items: IncidentRow[] = body.items;
      return items.length > 0 && items;
    });
    expect(incident).toEqual({
      id: expect.any(String),
      title: 'Card payments time out',
      severity: 'high',
      openedAt: '2026-02-03T10:04:00.000Z',
      isResolved: true,
      resolvedAt: '2026-02-03T10:41:00.000Z',
      url: 'https://beacon.acme.example/alerts/A-118',
      attribution: 'unlinked',
      reason: 'noDeployment',
      evidence: [],
    });
  });
});
