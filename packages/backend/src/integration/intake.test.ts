import { gzipSync } from 'node:zlib';
import type { IntakeAnswer } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { portalDatabases } from './__testUtils__/portalDatabases';
import { readExamples } from './__testUtils__/readExamples';
import { startPortal, type Portal } from './__testUtils__/startPortal';
import { waitUntil } from './__testUtils__/waitUntil';

jest.setTimeout(400_000);

const EVENTS = '/api/engineering-insights/v1/events';
const SHA = '3b8c1f0e5d7a4b6c9e2f1a0d8c7b6a5948372615';
const NOTHING = {
  written: 0,
  unchanged: 0,
  ignored: [],
  invalid: [],
  notes: [],
};

function component(name: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/platform',
    },
  };
}

interface Sent {
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

const databases = portalDatabases();
let portal: Portal;
let knex: Knex;

async function post({ path = EVENTS, headers, body }: Sent) {
  const sending = portal.post(path).set(headers);
  // What is packed must not be packed or read again.
  return Buffer.isBuffer(body)
    ? sending.serialize(each => each as never).send(body)
    : sending.send(body);
}

async function take(sent: Sent): Promise<IntakeAnswer> {
  const { status, body } = await post(sent);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body;
}

beforeAll(async () => {
  const database = databases.create();
  knex = database.knex;
  portal = await startPortal({
    databases: database,
    entities: ['payments', 'ledger'].map(component),
    config: {},
  });
  await portal.bind();
});
afterAll(() => portal?.stop());

describe('the page on sending', () => {
  const examples = readExamples('intake.md');

  it('shows requests that do what it says', async () => {
    expect(examples.map(({ name }) => name)).toEqual([
      'facts.json',
      'report.sarif.json',
      'event.json',
      'incident.json',
    ]);
    const answers = [];
    for (const example of examples) answers.push(await take(example));
    expect(answers).toEqual([
      { ...NOTHING, written: 2 },
      { ...NOTHING, written: 1 },
      { ...NOTHING, written: 1 },
      { ...NOTHING, written: 1 },
    ]);
    for (const example of examples) {
      const { written, unchanged } = await take(example);
      expect({ written, unchanged }).not.toMatchObject({ unchanged: 0 });
      expect(written).toBe(0);
    }
    await expect(
      knex('findings').select('tool', 'severity', 'identifiers', 'location'),
    ).resolves.toEqual([
      {
        tool: 'Semgrep OSS',
        severity: 'high',
        identifiers: ['CWE-89'],
        location: { path: 'src/payments.ts', line: 42 },
      },
    ]);
  });

  it('makes numbers of what the component and events of its name say', async () => {
    await portal.bind();
    const dora = await waitUntil('payments has both deployments', async () => {
      const answer = await portal.dora('payments');
      return answer.summary?.deploymentCount === 2 && answer;
    });
    expect(dora.summary).toMatchObject({ deploymentCount: 2 });
    const { body } = await portal.get(
      '/api/engineering-insights/v1/entities/component/default/payments/incidents?from=2025-12-01&to=2026-03-01',
    );
    expect(body.items).toHaveLength(2);
  });
});

describe('reports of a scanner', () => {
  const report = (day: number, uris: readonly string[]) => ({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Trivy' } },
        invocations: [
          {
            executionSuccessful: true,
            endTimeUtc: `2026-02-0${day}T03:00:00Z`,
          },
        ],
        results: uris.map(uri => ({
          ruleId: 'CVE-2026-0001',
          message: { text: 'An old library' },
          locations: [{ physicalLocation: { artifactLocation: { uri } } }],
        })),
      },
    ],
  });
  const path = `${EVENTS}?entityRef=component:default/ledger`;
  const headers = { 'content-type': 'application/sarif+json' };

  it('open findings, and close those that the next one lacks, also packed', async () => {
    await expect(
      take({ path, headers, body: JSON.stringify(report(1, ['a', 'b'])) }),
    ).resolves.toEqual({ ...NOTHING, written: 2 });
    const packed = gzipSync(JSON.stringify(report(2, ['a'])));
    await expect(
      take({
        path,
        headers: { ...headers, 'content-encoding': 'gzip' },
        body: packed,
      }),
    ).resolves.toEqual({ ...NOTHING, written: 1, unchanged: 1 });
    await expect(
      knex('findings')
        .where({ tool: 'Trivy' })
        .orderBy('fixed_at')
        .select('state', 'fixed_at', 'identifiers'),
    ).resolves.toEqual([
      {
        state: 'fixed',
        fixed_at: new Date('2026-02-02T03:00:00Z'),
        identifiers: ['CVE-2026-0001'],
      },
      { state: 'open', fixed_at: null, identifiers: ['CVE-2026-0001'] },
    ]);
    await expect(
      take({ path, headers, body: JSON.stringify(report(3, [])) }),
    ).resolves.toMatchObject({
      written: 0,
      notes: [
        'The report of Trivy does not close the open finding that it does not name: it names none at all; send it with complete=true if it looked at everything.',
      ],
    });
  });

  it('may have tens of megabytes, as no other body, and no more when unpacked', async () => {
    const big = (megabytes: number) => {
      const log = report(4, ['a']);
      const padding = 'x'.repeat(megabytes * 1024 * 1024);
      return JSON.stringify({ ...log, properties: { padding } });
    };
    await expect(take({ path, headers, body: big(20) })).resolves.toEqual({
      ...NOTHING,
      unchanged: 1,
    });
    const tooBig = await post({
      path,
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: gzipSync(big(33)),
    });
    expect(tooBig.status).toBe(413);
    expect(tooBig.body.detail).toBe(
      'The body is larger than 32 MB; send it in parts.',
    );
    const json = { 'content-type': 'application/json' };
    const { body } = await post({ path, headers: json, body: big(6) });
    expect(body).toMatchObject({
      status: 413,
      detail: 'The body is larger than 5 MB; send it in parts.',
    });
  });
});

describe('events of a deployment tool', () => {
  const event = (id: string, day: number) => ({
    context: {
      version: '0.4.1',
      id,
      source: '/acme/argocd',
      type: 'dev.cdevents.service.deployed.0.2.0',
      timestamp: `2026-02-1${day}T10:00:00Z`,
    },
    subject: {
      id: 'Ledger',
      type: 'service',
      content: {
        environment: { id: 'production' },
        artifactId: `pkg:oci/ledger@sha256%3Aab?tag=${SHA}`,
      },
    },
  });
  const envelope = (data: ReturnType<typeof event>) => ({
    specversion: '1.0',
    id: data.context.id,
    source: data.context.source,
    type: data.context.type,
    data,
  });

  it('come in each mode, are read by the component of their name and are its deployments', async () => {
    const binary = event('event-1', 1);
    await expect(
      take({
        headers: {
          'content-type': 'application/json',
          'ce-specversion': '1.0',
          'ce-id': 'event-1',
          'ce-source': '/acme/argocd',
          'ce-type': binary.context.type,
        },
        body: JSON.stringify(binary),
      }),
    ).resolves.toEqual({ ...NOTHING, written: 1 });
    await expect(
      take({
        headers: { 'content-type': 'application/cloudevents+json' },
        body: JSON.stringify(envelope(event('event-2', 2))),
      }),
    ).resolves.toEqual({ ...NOTHING, written: 1 });
    const removed = event('event-4', 4);
    removed.context.type = 'dev.cdevents.service.removed.0.2.0';
    await expect(
      take({
        headers: { 'content-type': 'application/cloudevents-batch+json' },
        body: JSON.stringify([
          envelope(event('event-2', 2)),
          envelope(event('event-3', 3)),
          envelope(removed),
          { specversion: '1.0' },
        ]),
      }),
    ).resolves.toEqual({
      ...NOTHING,
      written: 1,
      unchanged: 1,
      ignored: [
        {
          reason: 'service.removed: a service that is removed is no deployment',
          count: 1,
        },
      ],
      invalid: [
        expect.objectContaining({ index: 3, path: 'context' }),
        expect.objectContaining({ index: 3, path: 'subject' }),
      ],
    });
    await portal.bind();
    await waitUntil('ledger has its deployments', async () => {
      const { summary } = await portal.dora('ledger');
      return summary?.deploymentCount === 3;
    });
  });

  it('and nothing else are told what they must be', async () => {
    const { status, body } = await post({
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify({ specversion: '0.3', id: '1' }),
    });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { field: 'body.specversion', message: 'must be "1.0"' },
      {
        field: 'body.source',
        message: 'Invalid input: expected string, received undefined',
      },
      {
        field: 'body.type',
        message: 'Invalid input: expected string, received undefined',
      },
    ]);
  });

  it('are understood anew from what was kept', async () => {
    const scope = encodeURIComponent('/acme/argocd#Ledger');
    const rows = await knex('source_deployments').count();
    await knex('source_deployments').where({ service: 'Ledger' }).delete();
    const { body } = await portal.post(`${EVENTS}/replay?scope=${scope}`);
    expect(body).toEqual({ read: 4, written: 3 });
    await expect(knex('source_deployments').count()).resolves.toEqual(rows);
    const unknown = await portal.post(`${EVENTS}/replay?scope=nobody`);
    expect(unknown.body).toMatchObject({
      status: 404,
      detail: 'Nothing was sent to POST /v1/events for a scope "nobody".',
    });
  });
});
