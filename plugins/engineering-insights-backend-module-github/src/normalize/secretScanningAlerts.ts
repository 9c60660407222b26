import type { JsonValue } from '@backstage/types';
import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import {
  alertExternalId,
  alertFields,
  latestOf,
  optionalInstant,
} from './alerts';

const itemSchema = z.object({
  from: z.enum(['rest', 'webhook']),
  alert: z.object({
    ...alertFields,
    state: z.enum(['open', 'resolved']),
    resolution: z.string().nullish(),
    resolved_at: optionalInstant,
    secret_type: z.string(),
    secret_type_display_name: z.string().nullish(),
  }),
});

type Alert = z.infer<typeof itemSchema>['alert'];

export function normalizeSecretScanningAlert(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ alert }) => {
    const state = stateOf(alert);
    const fact: FindingFact = {
      kind: 'finding',
      externalId: alertExternalId('secret-scanning', alert),
      sourceUpdatedAt: latestOf(
        alert.updated_at,
        alert.resolved_at,
        alert.created_at,
      ),
      url: alert.html_url,
      tool: 'GitHub secret scanning',
      rule: alert.secret_type,
      title: alert.secret_type_display_name || alert.secret_type,
      // GitHub tells none.
      severity: 'unknown',
      category: 'secret',
      sourceCategory: 'secret-scanning',
      state,
      firstSeenAt: alert.created_at,
      fixedAt: state === 'fixed' ? alert.resolved_at : null,
      dismissedAt: state === 'dismissed' ? alert.resolved_at : null,
    };
    return { result: 'ok', facts: [fact] };
  });
}

/** Only a secret that opens nothing any more is fixed; the other resolutions say that it need not be. */
function stateOf({ state, resolution }: Alert): FindingFact['state'] {
  if (state === 'open') return 'open';
  return resolution === 'revoked' ? 'fixed' : 'dismissed';
}
