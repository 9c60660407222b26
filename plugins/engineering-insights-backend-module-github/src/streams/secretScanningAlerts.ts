import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import { normalizeSecretScanningAlert } from '../normalize/secretScanningAlerts';
import { pick } from '../webhookFields';
import { alertsStream } from './alertsStream';
import type { AlertsCursor } from './readAlerts';

export function secretScanningAlertsStream(
  client: GithubClient,
): Stream<AlertsCursor> {
  return alertsStream(client, {
    name: 'secret-scanning-alerts',
    list: {
      path: 'secret-scanning',
      feature: 'secret scanning',
      permission: 'Secret scanning alerts: read',
      // Servers that do not know it send the secret, which is left out below.
      parameters: { hide_secret: 'true' },
      project: projectSecretScanningAlert,
    },
    normalize: normalizeSecretScanningAlert,
  });
}

/** What is used of an alert: never the secret, nor who leaked it or said why. */
export function projectSecretScanningAlert(alert: JsonObject): JsonObject {
  return pick(alert, [
    'number',
    'html_url',
    'state',
    'resolution',
    'created_at',
    'updated_at',
    'resolved_at',
    'secret_type',
    'secret_type_display_name',
  ]);
}
