import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  ChangedStreams,
  Connector,
  ScopeRef,
  WebhookDelivery,
  WebhookItem,
} from '@sei-platform/plugin-engineering-insights-node';
import { withActors } from './accountOf';
import { objectOf } from './objectOf';
import { scopeIdOf } from './scopesOf';
import { verifyWebhook, type WebhookSecrets } from './verifyWebhook';
import { webhookItem } from './webhookItem';

/** GitLab's webhooks, verified by the secrets of one host. */
export function gitlabWebhook(
  secrets: WebhookSecrets,
): NonNullable<Connector['webhook']> {
  return {
    topic: 'gitlab',
    verify: request => verifyWebhook(request, secrets),
    toItems,
    changedStreams,
    keep: ({ body }) => withActors(body),
  };
}

function toItems({ body }: WebhookDelivery): readonly WebhookItem[] {
  const scope = scopeOf(body);
  const item = scope && webhookItem(body, scope.title);
  return scope && item ? [{ scope, ...item }] : [];
}

/** What an event says has changed, and tells in part or not at all. */
function changedStreams({ body }: WebhookDelivery): readonly ChangedStreams[] {
  const scope = scopeOf(body);
  const stream = scope && changedStream(body);
  return scope && stream ? [{ scope, streams: [stream] }] : [];
}

function changedStream(body: JsonObject): string | undefined {
  switch (body.object_kind) {
    // Neither tells the verdicts, the commits and the size.
    case 'merge_request':
      return 'merge-requests';
    case 'note':
      return body.merge_request ? 'merge-requests' : undefined;
    // Neither tells the tests and the jobs that were run again.
    case 'pipeline':
      return hasEnded(objectOf(body.object_attributes)?.status)
        ? 'pipelines'
        : undefined;
    case 'build':
      return hasEnded(body.build_status) ? 'pipelines' : undefined;
    case 'push':
      return body.ref === `refs/heads/${objectOf(body.project)?.default_branch}`
        ? 'commits'
        : undefined;
    case 'tag_push':
      return webhookItem(body, '') ? undefined : 'tags';
    case 'issue':
      return webhookItem(body, '') ? undefined : 'issues';
    default:
      return undefined;
  }
}

function hasEnded(status: JsonValue | undefined): boolean {
  return status === 'success' || status === 'failed' || status === 'canceled';
}

function scopeOf(
  body: JsonObject,
): (ScopeRef & { readonly title: string }) | undefined {
  const { path_with_namespace: path, web_url: url } =
    objectOf(body.project) ?? {};
  if (typeof path !== 'string') return undefined;
  return {
    externalId: scopeIdOf(path),
    title: path,
    ...(typeof url === 'string' && { url }),
  };
}
