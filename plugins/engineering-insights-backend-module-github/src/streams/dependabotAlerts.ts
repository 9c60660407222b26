import type { JsonObject, JsonValue } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import type { GithubClient } from '../client';
import { normalizeDependabotAlert } from '../normalize/dependabotAlerts';
import { objectOf, pick } from '../webhookFields';
import { alertsStream } from './alertsStream';
import type { AlertsCursor } from './readAlerts';

export function dependabotAlertsStream(
  client: GithubClient,
): Stream<AlertsCursor> {
  return alertsStream(client, {
    name: 'dependabot-alerts',
    list: {
      path: 'dependabot',
      feature: 'Dependabot',
      permission: 'Dependabot alerts: read',
      project: projectDependabotAlert,
    },
    normalize: normalizeDependabotAlert,
  });
}

/** What is used of an alert; the rest are persons, what they commented, and descriptions. */
export function projectDependabotAlert(alert: JsonObject): JsonObject {
  const part = (name: string, keys: readonly string[]) =>
    pick(objectOf(alert[name]) ?? {}, keys);
  const dependency = part('dependency', ['package', 'manifest_path']);
  return {
    ...pick(alert, [
      'number',
      'html_url',
      'state',
      'created_at',
      'updated_at',
      'fixed_at',
      'dismissed_at',
      'auto_dismissed_at',
      'dismissed_reason',
    ]),
    dependency: {
      ...dependency,
      package: namesOf(dependency.package),
    },
    security_advisory: part('security_advisory', [
      'ghsa_id',
      'summary',
      'severity',
      'identifiers',
      'cwes',
    ]),
    security_vulnerability: part('security_vulnerability', [
      'severity',
      'first_patched_version',
    ]),
  };
}

function namesOf(value: JsonValue | undefined): JsonObject {
  return pick(objectOf(value) ?? {}, ['ecosystem', 'name']);
}
