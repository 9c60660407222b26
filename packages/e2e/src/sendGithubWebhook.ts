import { createHmac, randomUUID } from 'node:crypto';

/** The secret that the demo's configuration shares with the playground. */
const SECRET = 'playground-webhook-secret';

/** Sends a webhook as GitHub does, signed over its bytes. */
export async function sendGithubWebhook(options: {
  event: string;
  body: object;
  /** Where it is not the portal of all tests. */
  portalUrl?: string;
}): Promise<number> {
  const { portalUrl = process.env.PORTAL_URL } = options;
  const body = JSON.stringify(options.body);
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const response = await fetch(
    `${portalUrl}/api/engineering-insights/v1/webhooks/github`,
    {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': options.event,
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${signature}`,
      },
      body,
    },
  );
  return response.status;
}
