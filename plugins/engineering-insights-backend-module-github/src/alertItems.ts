import type { JsonObject, JsonValue } from '@backstage/types';
import { projectCodeScanningAlert } from './streams/codeScanningAlerts';
import { projectDependabotAlert } from './streams/dependabotAlerts';
import { projectSecretScanningAlert } from './streams/secretScanningAlerts';
import { objectOf, pick } from './webhookFields';

const PROJECTIONS: Readonly<
  Record<string, ((alert: JsonObject) => JsonObject) | undefined>
> = {
  code_scanning_alert: projectCodeScanningAlert,
  dependabot_alert: projectDependabotAlert,
  secret_scanning_alert: projectSecretScanningAlert,
};

/** The alert of an event about one, as it then is. */
export function alertItem(
  event: string,
  body: JsonObject,
): { stream: string; item: JsonValue } | undefined {
  const project = PROJECTIONS[event];
  const alert = objectOf(body.alert);
  if (!project || !alert || !isOfDefaultBranch(body)) return undefined;
  const item = { from: 'webhook', alert: project(alert) };
  return { stream: `${event.replace(/_/g, '-')}s`, item };
}

/**
 * What the inbox keeps of an event about an alert: all but people, texts and,
 * above all, secrets. Others are kept whole.
 */
export function keptOfAlert(
  event: string | undefined,
  body: JsonObject,
): JsonObject {
  const project = PROJECTIONS[event ?? ''];
  const alert = objectOf(body.alert);
  if (!project) return body;
  const instance = objectOf(alert?.most_recent_instance);
  return {
    ...pick(body, ['action', 'ref']),
    repository: pick(objectOf(body.repository) ?? {}, [
      'full_name',
      'html_url',
      'default_branch',
    ]),
    ...(alert && {
      alert: {
        ...project(alert),
        // Where the place in the code is looked for once more.
        ...(instance && {
          most_recent_instance: pick(instance, ['location']),
        }),
      },
    }),
  };
}

/** Code scanning tells of every branch, and lists the alerts of one. What people decide is of all. */
function isOfDefaultBranch({ ref, repository }: JsonObject): boolean {
  const branch = objectOf(repository)?.default_branch;
  return !ref || ref === `refs/heads/${branch}`;
}
