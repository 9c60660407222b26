import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import { normalizeCodeScanningAlert } from '../normalize/codeScanningAlerts';
import { objectOf, pick } from '../webhookFields';
import { alertsStream } from './alertsStream';
import type { AlertsCursor } from './readAlerts';

export function codeScanningAlertsStream(
  client: GithubClient,
): Stream<AlertsCursor> {
  return alertsStream(client, {
    name: 'code-scanning-alerts',
    list: {
      path: 'code-scanning',
      feature: 'code scanning',
      permission: 'Code scanning alerts: read',
      project: projectCodeScanningAlert,
    },
    normalize: normalizeCodeScanningAlert,
  });
}

/** What is used of an alert; the rest are persons, what they commented, and help texts. */
export function projectCodeScanningAlert(alert: JsonObject): JsonObject {
  const { rule, tool, most_recent_instance: instance } = alert;
  const location = objectOf(objectOf(instance)?.location);
  return {
    ...pick(alert, [
      'number',
      'html_url',
      'state',
      'created_at',
      'updated_at',
      'fixed_at',
      'dismissed_at',
      'dismissed_reason',
    ]),
    rule: pick(objectOf(rule) ?? {}, [
      'id',
      'name',
      'description',
      'severity',
      'security_severity_level',
      'tags',
    ]),
    tool: pick(objectOf(tool) ?? {}, ['name']),
    ...(location && { location: pick(location, ['path', 'start_line']) }),
  };
}
