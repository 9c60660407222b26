import { createHash, timingSafeEqual } from 'node:crypto';
import type {
  VerifyResult,
  WebhookRequest,
} from '@sei-platform/plugin-engineering-insights-node';

/** What a service hook may send along under "HTTP headers". */
const SECRET_HEADER = 'x-engineering-insights-secret';

/**
 * Says whether a service hook comes from who knows the secret. Azure DevOps
 * signs nothing: it sends a password by basic authentication, or headers.
 */
export function verifyWebhook(
  { headers, body }: WebhookRequest,
  secret: string,
): VerifyResult {
  const given = [headers[SECRET_HEADER], passwordOf(headers.authorization)];
  const told = given.filter(each => each !== undefined);
  if (told.length === 0) {
    return {
      isVerified: false,
      reason: 'there is neither a password nor the header with the secret',
    };
  }
  // Hashes have one length, so the time tells nothing of the secret's either.
  const isKnown = told.some(each =>
    timingSafeEqual(sha256(each), sha256(secret)),
  );
  if (!isKnown) {
    return { isVerified: false, reason: 'the secret is not the right one' };
  }
  const deliveryId = deliveryIdOf(body);
  return { isVerified: true, ...(deliveryId && { deliveryId }) };
}

/** Whatever the name of the user is. */
function passwordOf(authorization: string | undefined): string | undefined {
  const [, encoded] = /^basic\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : text.slice(colon + 1);
}

/** One event goes to every subscription under one id, so the two together name a delivery. */
function deliveryIdOf(body: Buffer): string | undefined {
  try {
    const { id, subscriptionId } = JSON.parse(body.toString('utf8')) ?? {};
    return typeof id === 'string' && typeof subscriptionId === 'string'
      ? `${subscriptionId}/${id}`
      : undefined;
  } catch (error) {
    // What is no JSON the engine refuses by itself.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
