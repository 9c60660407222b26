import type { Entity } from '@backstage/catalog-model';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';

export const ANNOTATION_SERVICE_ID = 'pagerduty.com/service-id';
const ANNOTATION_ACCOUNT = 'pagerduty.com/account';

/** Which account is asked, among the configured ones. */
export interface AccountChoice {
  readonly account?: string;
  readonly otherAccounts: readonly string[];
  /** It has the entities that name no other account. */
  readonly isDefault: boolean;
}

/**
 * The service that an entity's annotations name in an account.
 * `pagerduty.com/integration-key` names none: it is a credential for sending
 * events, so it may be no id of a scope, which is stored and shown.
 */
export function scopesOf(
  entity: Entity,
  { account, otherAccounts, isDefault }: AccountChoice,
): readonly ScopeRef[] {
  const { annotations } = entity.metadata;
  const serviceId = annotations?.[ANNOTATION_SERVICE_ID]?.trim() ?? '';
  if (!/^[A-Za-z0-9]+$/.test(serviceId)) return [];
  const named = annotations?.[ANNOTATION_ACCOUNT]?.trim();
  const isOfAccount =
    named && (named === account || otherAccounts.includes(named))
      ? named === account
      : isDefault;
  return isOfAccount ? [{ externalId: serviceId, title: serviceId }] : [];
}
