import { createHmac, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type {
  ChangedStreams,
  Connector,
  WebhookDelivery,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';
import { HOTSPOTS } from './streams/hotspots';
import { ISSUES } from './streams/issues';
import { MEASURES } from './streams/measures';

const HEADER = 'X-Sonar-Webhook-HMAC-SHA256';

const bodySchema = z.object({
  project: z.object({ key: z.string().min(1) }),
  /** Of the server's task: SUCCESS, FAILED, CANCELLED. */
  status: z.string(),
  /** Absent where the server knows no branches. */
  branch: z.object({ isMain: z.boolean().optional() }).nullish(),
});

/** SonarQube's webhook, which says that a project was analysed or its quality gate changed. */
export function sonarqubeWebhook(
  secret: string,
): NonNullable<Connector['webhook']> {
  return {
    topic: 'sonarqube',
    verify({ body, headers }) {
      const signature = headers[HEADER.toLowerCase()];
      if (!signature)
        return { isVerified: false, reason: `the header ${HEADER} is missing` };
      const expected = createHmac('sha256', secret).update(body).digest('hex');
      if (!isEqualInConstantTime(signature, expected))
        return {
          isVerified: false,
          reason: `the signature of ${HEADER} does not match the body`,
        };
      const deliveryId = taskIdOf(body);
      return { isVerified: true, ...(deliveryId && { deliveryId }) };
    },
    // It tells no finding and no measure of its own.
    toItems: () => [],
    keep,
    changedStreams,
  };
}

function isEqualInConstantTime(left: string, right: string) {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)];
  return (
    leftBytes.length === rightBytes.length &&
    timingSafeEqual(leftBytes, rightBytes)
  );
}

/** An analysis is one task of the server; a change of the quality gate by hand is none. */
function taskIdOf(body: Buffer): string | undefined {
  try {
    const { taskId } = JSON.parse(body.toString('utf8'));
    return typeof taskId === 'string' && taskId !== '' ? taskId : undefined;
  } catch {
    // Whoever stores the delivery says what is wrong with its body.
    return undefined;
  }
}

/** Without the properties of the analysis, which are what its author put there. */
function keep({ body }: WebhookDelivery): JsonObject {
  const { properties: _, ...rest } = body;
  return rest;
}

/** A task that failed changed nothing, and only the main branch is read. */
function changedStreams({ body }: WebhookDelivery): readonly ChangedStreams[] {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return [];
  const { project, status, branch } = parsed.data;
  if (status !== 'SUCCESS' || (branch && branch.isMain === false)) return [];
  return [
    {
      scope: { externalId: project.key },
      streams: [ISSUES, HOTSPOTS, MEASURES],
    },
  ];
}
