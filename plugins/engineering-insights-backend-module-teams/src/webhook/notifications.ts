import type { JsonObject, JsonValue } from '@backstage/types';
import { isObject } from '../channels/channel';

/** The change notifications of a body that a tenant sent. */
export function notificationsOf(
  body: JsonValue | undefined,
  tenantId: string,
): readonly JsonObject[] {
  const value = isObject(body) ? body.value : undefined;
  return Array.isArray(value)
    ? value
        .filter(isObject)
        .filter(each => String(each.tenantId).toLowerCase() === tenantId)
    : [];
}
