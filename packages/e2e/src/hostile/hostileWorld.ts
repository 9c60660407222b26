import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { deploymentStatusEvent } from '../deploymentStatusEvent';
import { sendGithubWebhook } from '../sendGithubWebhook';
import { HOSTILE, hostileCatalog } from './hostileCatalog';
import { hostileFacts, unheardIncident } from './hostileFacts';
import { hostileText } from './hostileText';
import { startHostileSource } from './startHostileSource';
import { startOwnPortal } from './startOwnPortal';

const API = '/api/engineering-insights/v1';
const COMPONENT = `component/default/${HOSTILE.component}`;
const LONGEST_WAIT_MS = 120_000;

/** A portal whose catalog, sources and facts are of somebody who means it ill. */
export interface HostileWorld {
  readonly url: string;
  /** The hosts of its sources. */
  readonly sourceHosts: readonly string[];
  readonly ask: (path: string, init?: Asked) => Promise<any>;
  readonly stop: () => Promise<void>;
}

interface Asked {
  readonly method?: string;
  readonly body?: object;
}

async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`It never came that ${what}.`);
    await sleep(300);
  }
}

/** Starts the portal and brings it all that is hostile, until its pages have it. */
export async function startHostileWorld(): Promise<HostileWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  const catalogFile = join(folder, 'catalog.yaml');
  await writeFile(catalogFile, hostileCatalog());
  const source = await startHostileSource();
  const portal = await startOwnPortal({
    catalogFile,
    sourcesHost: source.host,
  });
  const { url } = portal;
  const ask = async (path: string, { method = 'GET', body }: Asked = {}) => {
    const response = await fetch(`${url}${API}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${portal.token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    return {
      ...(text && JSON.parse(text)),
      httpStatus: response.status,
    };
  };
  const world: HostileWorld = {
    url,
    sourceHosts: [source.host],
    ask,
    async stop() {
      await portal.stop();
      await source.stop();
      await rm(folder, { recursive: true });
    },
  };
  try {
    await fill(world);
    return world;
  } catch (error) {
    await world.stop();
    throw error;
  }
}

async function fill({ url, ask }: HostileWorld) {
  const now = new Date();
  const send = (scope: string, facts: readonly object[]) =>
    ask('/events', { method: 'POST', body: { scope, facts } });
  const sent = await send(HOSTILE.scope, hostileFacts(now));
  if (sent.httpStatus !== 200 || sent.invalid.length > 0) {
    throw new Error(`Not all was taken in: ${JSON.stringify(sent)}`);
  }
  await send(hostileText('unheardScope'), [unheardIncident(now)]);

  await waitUntil(
    'the service, its group and all of them are known',
    async () => {
      const answers = await Promise.all(
        [COMPONENT, `group/default/${HOSTILE.group}`].map(entity =>
          ask(`/analytics/dora/${entity}`),
        ),
      );
      return answers.every(({ summary }) => summary?.deploymentCount >= 6);
    },
  );
  await waitUntil(
    'the service that is read in vain takes a webhook',
    async () => {
      const event = deploymentStatusEvent({
        repository: HOSTILE.repository,
        id: 1,
        sha: 'f'.repeat(40),
        at: now.toISOString(),
      });
      const status = await sendGithubWebhook({
        event: 'deployment_status',
        portalUrl: url,
        body: {
          ...event,
          repository: {
            ...event.repository,
            // eslint-disable-next-line no-script-url -- what must not become a link
            html_url: 'javascript:hostile()',
          },
        },
      });
      return status === 202;
    },
  );
  await correct(ask);
}

/** Says by hand that a deployment failed and that an incident was caused by no change, each with a hostile note. */
async function correct(ask: HostileWorld['ask']) {
  const { items: deployments } = await ask(
    `/entities/${COMPONENT}/deployments`,
  );
  const { items: incidents } = await ask(`/entities/${COMPONENT}/incidents`);
  const { id } = deployments.find((row: any) => row.rolloutId);
  const judged = incidents.find((row: any) =>
    row.title.startsWith('judgedIncident'),
  );
  const answers = [
    await ask(`/deployments/${id}/mark`, {
      method: 'PUT',
      body: { isFailed: true, note: hostileText('markNote') },
    }),
    await ask(`/incidents/${judged.id}/attribution`, {
      method: 'PUT',
      body: {
        isCausedByChange: false,
        note: hostileText('attributionNote'),
      },
    }),
  ];
  if (answers.some(({ httpStatus }) => httpStatus >= 300)) {
    throw new Error(`Not all was corrected: ${JSON.stringify(answers)}`);
  }
}
