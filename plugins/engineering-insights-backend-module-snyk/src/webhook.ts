import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type {
  Connector,
  WebhookDelivery,
} from '@sei-platform/plugin-engineering-insights-node';
import { idOf } from './jsonApi';
import { scopeIdOf } from './snykScope';
import { ISSUES } from './streams/issues';

/** A project was tested; Snyk counts the version up when it changes the body. */
const PROJECT_SNAPSHOT = 'project_snapshot/v0';

/** Snyk's webhooks, verified by the secret that they were created with. */
export function snykWebhook(secret: string): NonNullable<Connector['webhook']> {
  return {
    topic: 'snyk',
    verify({ body, headers }) {
      const signature = headers['x-hub-signature'];
      if (!signature) {
        return {
          isVerified: false,
          reason: 'the header X-Hub-Signature is missing',
        };
      }
      const expected = `sha256=${createHmac('sha256', secret)
        .update(body)
        .digest('hex')}`;
      if (!isEqualInConstantTime(signature, expected)) {
        return {
          isVerified: false,
          reason: 'X-Hub-Signature does not match the body',
        };
      }
      const deliveryId = headers['x-snyk-transport-id'];
      return { isVerified: true, ...(deliveryId && { deliveryId }) };
    },
    // Its issues have ids of the older API, by which nothing that was read is found again.
    toItems: () => [],
    changedStreams(delivery) {
      const tested = testedProject(delivery);
      if (!tested) return [];
      const { organization, project } = tested;
      const externalId = scopeIdOf({
        organizations: [organization],
        kind: 'project',
        project,
      });
      return [{ scope: { externalId }, streams: [ISSUES] }];
    },
    keep,
  };
}

function isEqualInConstantTime(left: string, right: string) {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return (
    leftBytes.length === rightBytes.length &&
    timingSafeEqual(leftBytes, rightBytes)
  );
}

function testedProject({ headers, body }: WebhookDelivery) {
  if (headers['x-snyk-event'] !== PROJECT_SNAPSHOT) return undefined;
  const organization = idOf(body.org);
  const project = idOf(body.project);
  return organization && project ? { organization, project } : undefined;
}

/** Which project it is about: the rest is who imported it, and texts of its issues. */
function keep({ body }: WebhookDelivery): JsonObject {
  const kept: JsonObject = {};
  for (const key of ['org', 'project']) {
    const id = idOf(body[key]);
    if (id) kept[key] = { id };
  }
  return kept;
}
