import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Duration } from 'luxon';
import {
  DEFAULT_REQUESTS_PER_MINUTE,
  REQUEST_CLASSES,
  type RequestsPerMinute,
} from './api/callers/CallerLimits';

/** What callers and the plugin's own work may take. */
export interface Limits {
  /** Streams that one replica reads at once; absent: as the pool allows. */
  readonly streamsAtOnce?: number;
  /** Connections that questions hold at once; absent: half of the pool. */
  readonly questionsAtOnce?: number;
  /** How long a question may take. */
  readonly questionTimeoutMs: number;
  readonly requestsPerMinute: RequestsPerMinute;
}

const ROOT = 'engineeringInsights.limits';
const QUESTION_TIMEOUT = { seconds: 30 };

function countOf(rootConfig: Config, key: string): number | undefined {
  const count = rootConfig.getOptionalNumber(key);
  if (count !== undefined && (!Number.isInteger(count) || count < 1)) {
    throw new InputError(
      `${key} must be a whole number from 1 on, and is ${count}.`,
    );
  }
  return count;
}

/** @throws InputError that names the key that is not as documented. */
export function readLimits(rootConfig: Config): Limits {
  const timeoutKey = `${ROOT}.questionTimeout`;
  const timeout = rootConfig.has(timeoutKey)
    ? readDurationFromConfig(rootConfig, { key: timeoutKey })
    : QUESTION_TIMEOUT;
  return {
    streamsAtOnce: countOf(rootConfig, `${ROOT}.streamsAtOnce`),
    questionsAtOnce: countOf(rootConfig, `${ROOT}.questionsAtOnce`),
    questionTimeoutMs: Duration.fromObject(timeout).as('milliseconds'),
    requestsPerMinute: Object.fromEntries(
      REQUEST_CLASSES.map(requestClass => [
        requestClass,
        countOf(rootConfig, `${ROOT}.requestsPerMinute.${requestClass}`) ??
          DEFAULT_REQUESTS_PER_MINUTE[requestClass],
      ]),
    ) as Record<keyof RequestsPerMinute, number>,
  };
}
