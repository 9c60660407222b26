import { createHash } from 'node:crypto';
import type {
  VerifyResult,
  WebhookRequest,
} from '@sei-platform/plugin-engineering-insights-node';
import { parseJsonObject } from '../graph/parseJsonObject';
import { isEqualInConstantTime } from './isEqualInConstantTime';
import { notificationsOf } from './notifications';

const MINUTE = 'YYYY-MM-DDTHH:MM'.length;

/**
 * Change notifications are signed by nothing but the secret that each repeats.
 * Every one of the tenant must have it; those of other tenants in the same body
 * count for nothing.
 */
export function verifyNotifications(
  request: WebhookRequest,
  { tenantId, clientState }: { tenantId: string; clientState: string },
): VerifyResult {
  const body = parseJsonObject(request.body.toString('utf8'));
  const notifications = notificationsOf(body, tenantId);
  if (notifications.length === 0) {
    return {
      isVerified: false,
      reason: 'it brings no change notification of the tenant',
    };
  }
  const areAllKnown = notifications
    .map(each =>
      isEqualInConstantTime(String(each.clientState ?? ''), clientState),
    )
    .every(Boolean);
  if (!areAllKnown) {
    return {
      isVerified: false,
      reason: 'a change notification has another clientState',
    };
  }
  const ids = notifications.map(({ id }) => id);
  const hash = createHash('sha256');
  if (ids.every(id => typeof id === 'string' && id !== ''))
    return {
      isVerified: true,
      deliveryId: hash.update(JSON.stringify(ids)).digest('hex'),
    };
  // Two changes of one channel may be told in the same words, so what is the same a minute later is another.
  hash.update(request.receivedAt.slice(0, MINUTE)).update(request.body);
  return { isVerified: true, deliveryId: hash.digest('hex') };
}
