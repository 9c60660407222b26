import type { AuditorService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { WebhookAnswer } from '../ingestion/receiveWebhook';

function refusalOf(answer: WebhookAnswer): Error | undefined {
  switch (answer.result) {
    case 'badSignature':
      return new NotAllowedError(
        'The signature does not fit the configured secret.',
      );
    case 'invalid':
      return new InputError(answer.message);
    // What nobody listens to is refused to whoever likes to send it, and tells of nothing.
    default:
      return undefined;
  }
}

/** Tells the portal's auditor of a webhook that came through an open door and was refused. */
export async function auditRefusedWebhook(options: {
  readonly auditor: AuditorService;
  readonly source: string;
  readonly answer: WebhookAnswer;
}): Promise<void> {
  const { auditor, source, answer } = options;
  const error = refusalOf(answer);
  if (!error) return;
  const event = await auditor.createEvent({
    eventId: 'webhook-receive',
    severityLevel: 'medium',
    meta: { source, result: answer.result },
  });
  await event.fail({ error });
}
