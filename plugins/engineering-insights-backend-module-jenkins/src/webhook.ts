import { createHash, timingSafeEqual } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type {
  ChangedStreams,
  Connector,
  WebhookDelivery,
} from '@sei-platform/plugin-engineering-insights-node';
import { decodeName } from './decodeName';

/**
 * The notifications of Jenkins' Notification plugin. It signs nothing, and
 * sends the user and password of the address that it is given as HTTP Basic
 * authentication: the password is the secret.
 */
export function jenkinsWebhook(
  secret: string,
): NonNullable<Connector['webhook']> {
  return {
    topic: 'jenkins',
    verify({ headers }) {
      const [, credentials] =
        /^basic\s+(\S+)$/i.exec(headers.authorization ?? '') ?? [];
      if (!credentials) {
        return {
          isVerified: false,
          reason: 'there is no HTTP Basic authentication',
        };
      }
      const text = Buffer.from(credentials, 'base64').toString('utf8');
      const password = text.slice(text.indexOf(':') + 1);
      return isEqualInConstantTime(password, secret)
        ? { isVerified: true }
        : { isVerified: false, reason: 'the password is not the secret' };
    },
    // A notification tells neither when a build began nor what it checked out.
    toItems: () => [],
    changedStreams,
  };
}

/** Hashes are of one length, so that not even the secret's is told. */
function isEqualInConstantTime(left: string, right: string): boolean {
  const [leftHash, rightHash] = [left, right].map(text =>
    createHash('sha256').update(text).digest(),
  );
  return timingSafeEqual(leftHash, rightHash);
}

/** A build that waits in the queue has no number yet. */
const PHASES: ReadonlySet<unknown> = new Set([
  'STARTED',
  'COMPLETED',
  'FINALIZED',
]);

/** The job of a build, and the folders that it is in: any of them may be what is read. */
function changedStreams({ body }: WebhookDelivery): readonly ChangedStreams[] {
  const build = objectOf(body.build);
  if (!PHASES.has(build.phase)) return [];
  const names = namesOfAddress(String(build.url ?? body.url ?? ''));
  return names.map((_, index) => ({
    scope: { externalId: names.slice(0, index + 1).join('/') },
    streams: ['builds'],
  }));
}

/** `job/shop/job/payments/18/` is in the folder `shop`. */
function namesOfAddress(path: string): string[] {
  return [...path.matchAll(/(?:^|\/)job\/([^/]+)/g)].map(([, name]) =>
    decodeName(name),
  );
}

function objectOf(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}
