import { createHmac, timingSafeEqual } from 'node:crypto';
import type {
  VerifyResult,
  WebhookRequest,
} from '@sei-platform/plugin-engineering-insights-node';

const VERSION = 'v0';
const WINDOW_SECONDS = 300;

/** Slack's signature over the time and the raw body. One that is older than five minutes may have been recorded. */
export function verifySignature(
  request: Pick<WebhookRequest, 'body' | 'headers' | 'receivedAt'>,
  secret: string,
): VerifyResult {
  const { body, headers, receivedAt } = request;
  const signature = headers['x-slack-signature'];
  const timestamp = headers['x-slack-request-timestamp'];
  if (!signature || !timestamp) {
    return {
      isVerified: false,
      reason:
        'the header X-Slack-Signature or X-Slack-Request-Timestamp is missing',
    };
  }
  const age = Date.parse(receivedAt) / 1_000 - Number(timestamp);
  if (!/^\d+$/.test(timestamp) || !(Math.abs(age) <= WINDOW_SECONDS)) {
    return {
      isVerified: false,
      reason: 'X-Slack-Request-Timestamp is not of the last five minutes',
    };
  }
  const digest = createHmac('sha256', secret)
    .update(`${VERSION}:${timestamp}:`)
    .update(body)
    .digest('hex');
  return isEqualInConstantTime(signature, `${VERSION}=${digest}`)
    ? { isVerified: true }
    : {
        isVerified: false,
        reason: 'X-Slack-Signature does not match the body',
      };
}

function isEqualInConstantTime(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return (
    leftBytes.length === rightBytes.length &&
    timingSafeEqual(leftBytes, rightBytes)
  );
}
