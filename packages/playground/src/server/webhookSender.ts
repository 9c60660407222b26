import { createHmac, randomUUID } from 'node:crypto';
import type { LiveOccurrence } from '../simulation/world';
import { renderWebhook } from './render/webhooks';
import type { Site } from './render/site';

export interface WebhookSender {
  /** Renders now and delivers after what was handed over before. */
  send(live: LiveOccurrence): void;
  /** Resolves when nothing waits. */
  settled(): Promise<void>;
}

const TIMEOUT_MILLISECONDS = 10_000;

/** Delivers in order and signed, once, as GitHub does: what fails is said and not repeated. */
export function createWebhookSender(options: {
  url: string;
  secret: string;
  site: Site;
  log: (line: string) => void;
}): WebhookSender {
  const { url, secret, site, log } = options;
  let queue = Promise.resolve();

  async function deliver(event: string, body: string): Promise<void> {
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'GitHub-Hookshot/playground',
        'x-github-event': event,
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${signature}`,
      },
      body,
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    if (!response.ok)
      log(`The webhook ${event} was answered with ${response.status}.`);
  }

  return {
    send({ repository, occurrence }) {
      // What is kept in Jira, GitHub does not know.
      if (
        occurrence.event === 'issues' &&
        repository.profile.tracker !== 'github'
      )
        return;
      const body = JSON.stringify(renderWebhook(site, repository, occurrence));
      queue = queue.then(() =>
        deliver(occurrence.event, body).catch(error => {
          log(
            `The webhook ${occurrence.event} could not be delivered to ${url}: ${error}`,
          );
        }),
      );
    },
    settled: () => queue,
  };
}
