import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type {
  VerifyResult,
  WebhookRequest,
} from '@sei-platform/plugin-engineering-insights-node';

/** What the Standard Webhooks libraries allow two clocks to differ. */
const TOLERANCE_SECONDS = 300;
const SIGNING_TOKEN_PREFIX = 'whsec_';

export interface WebhookSecrets {
  /** What GitLab sends as it is, in `X-Gitlab-Token`. */
  readonly webhookSecret?: string;
  /** What GitLab signs with, from 19.0. Where it is set, nothing unsigned is taken. */
  readonly webhookSigningToken?: string;
}

/** Says whether a webhook comes from who knows the secret. */
export function verifyWebhook(
  request: WebhookRequest,
  { webhookSecret, webhookSigningToken }: WebhookSecrets,
): VerifyResult {
  const { headers } = request;
  const reason = webhookSigningToken
    ? whyNotSigned(request, webhookSigningToken)
    : whyNotSecret(headers['x-gitlab-token'], webhookSecret);
  if (reason) return { isVerified: false, reason };
  // `X-Gitlab-Event-UUID` is the same for all webhooks that one webhook set off, so it is no id of a
  // delivery; before GitLab had keys for that (17.4), the body stands for itself.
  const deliveryId = headers['idempotency-key'] ?? headers['webhook-id'];
  return { isVerified: true, ...(deliveryId && { deliveryId }) };
}

function whyNotSecret(
  given: string | undefined,
  secret: string | undefined,
): string | undefined {
  if (!given) return 'the header X-Gitlab-Token is missing';
  // Hashes have one length, so the time tells nothing of the secret's either.
  const isSame = timingSafeEqual(sha256(given), sha256(secret ?? ''));
  return secret && isSame
    ? undefined
    : 'X-Gitlab-Token is not the secret token';
}

function whyNotSigned(
  { body, headers, receivedAt }: WebhookRequest,
  token: string,
): string | undefined {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  const signatures = headers['webhook-signature'];
  if (!id || !timestamp || !signatures) {
    return 'one of the headers webhook-id, webhook-timestamp and webhook-signature is missing';
  }
  const age = Math.abs(Date.parse(receivedAt) / 1000 - Number(timestamp));
  if (!/^\d+$/.test(timestamp) || age > TOLERANCE_SECONDS) {
    return 'webhook-timestamp is not of the last five minutes';
  }
  const key = Buffer.from(token.slice(SIGNING_TOKEN_PREFIX.length), 'base64');
  const expected = createHmac('sha256', key)
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest('base64');
  // While a token is replaced, there is one signature for each.
  const isSigned = signatures
    .split(' ')
    .some(signature =>
      timingSafeEqual(sha256(signature), sha256(`v1,${expected}`)),
    );
  return isSigned ? undefined : 'webhook-signature does not match the body';
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
