import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseOptions, PLAYGROUND_WEBHOOK_SECRET } from './options';
import { startPlayground } from './startPlayground';

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function startReceiver() {
  const deliveries: Delivery[] = [];
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', chunk => {
      body += chunk;
    });
    req.on('end', () => {
      deliveries.push({ headers: req.headers, body });
      res.writeHead(202).end();
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    deliveries,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise(resolve => server.close(resolve)),
  };
}

describe('startPlayground', () => {
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  const state = join(folder, 'state.json');
  afterAll(() => rmSync(folder, { recursive: true }));

  const start = (...args: string[]) =>
    startPlayground(
      parseOptions(['--port', '0', '--months', '1', ...args], state),
      line => {
        throw new Error(line);
      },
    );

  it('keeps the day of its first start', async () => {
    const first = await start('--now', '2026-11-22T10:00:00Z');
    await first.close();
    const later = await start('--now', '2026-11-25T10:00:00Z');
    expect(later.anchorDay).toBe('2026-11-22');
    const response = await fetch(
      `${later.url}/api/v3/repos/acme/payments/commits?since=2026-11-23T00:00:00Z`,
      {
        headers: { authorization: 'token playground-token' },
      },
    );
    expect(((await response.json()) as unknown[]).length).toBeGreaterThan(0);
    await later.close();
  });

  it('serves the catalog of the company', async () => {
    const playground = await start('--now', '2026-11-22T10:00:00Z');
    const text = await (
      await fetch(`${playground.url}/catalog/all.yaml`)
    ).text();
    await playground.close();
    const count = (kind: string) => text.split(`kind: ${kind}\n`).length - 1;
    // Twelve of GitHub's, two of GitLab's, one that Jenkins builds, two libraries, two of Azure DevOps, two of a plain Git server.
    expect(count('Component')).toBe(21);
    expect(count('System')).toBeGreaterThanOrEqual(2);
    expect(count('Domain')).toBeGreaterThanOrEqual(2);
    expect(count('Group')).toBe(6);
    expect(count('User')).toBe(25);
    expect(text).toContain('engineering-insights/paths: apps/web/**');
    expect(text).toContain('github.com/project-slug: acme/payments');
    expect(text).toContain('gitlab.com/project-slug: acme/fulfilment/returns');
    expect(text).toContain('pipelineRuns:discovery/product-feed-deploy');
  });

  it('delivers what happens as signed webhooks', async () => {
    const receiver = await startReceiver();
    const playground = await start(
      '--now',
      '2026-11-22T10:00:00Z',
      '--pulse',
      '--pulse-seconds',
      '1',
      '--webhook-url',
      receiver.url,
    );
    const deadline = Date.now() + 30_000;
    const events = () =>
      new Set(
        receiver.deliveries.map(({ headers }) => headers['x-github-event']),
      );
    while (!events().has('pull_request_review') && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    await playground.close();
    await receiver.close();
    expect(events()).toEqual(
      new Set([
        'pull_request',
        'workflow_run',
        'pull_request_review',
        ...events(),
      ]),
    );
    for (const { headers, body } of receiver.deliveries) {
      const digest = createHmac('sha256', PLAYGROUND_WEBHOOK_SECRET)
        .update(body)
        .digest('hex');
      expect(headers['x-hub-signature-256']).toBe(`sha256=${digest}`);
      expect(JSON.parse(body).repository.full_name).toMatch(/^acme\//);
    }
    expect(
      JSON.parse(readFileSync(state, 'utf8')).pulses.length,
    ).toBeGreaterThan(0);
  }, 60_000);

  it('says what is wrong with an option', () => {
    expect(() => parseOptions(['--faults', 'fire'], state)).toThrow(
      '--faults knows',
    );
    expect(() => parseOptions(['--port', 'x'], state)).toThrow(
      '--port wants a whole number',
    );
  });
});
