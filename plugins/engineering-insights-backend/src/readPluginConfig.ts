import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';
import {
  deliveryPolicySchema,
  type DeliveryPolicy,
} from '@sei-platform/plugin-engineering-insights-common';
import { DateTime, Duration } from 'luxon';
import type { DeliveryPolicies } from './delivery';
import type { Calendar } from './calendars/Calendar';
import { readCalendars } from './calendars/readCalendars';
import type { PrivacyRules } from './privacy/PrivacyRules';
import { readPrivacyRules } from './privacy/readPrivacyRules';
import { readLimits, type Limits } from './readLimits';
import type { RetentionRules } from './retention/RetentionRules';
import { readRetentionRules } from './retention/readRetentionRules';

export interface PluginConfig {
  readonly schedule: {
    readonly bind: HumanDuration;
    readonly collect: HumanDuration;
    readonly calculate: HumanDuration;
    readonly retain: HumanDuration;
  };
  /** How far back to read at first, as of the given moment; ISO 8601. */
  readonly firstSyncSince: (now: DateTime) => string;
  readonly policies: DeliveryPolicies;
  /** Entities may allow badges of their numbers, which are seen without signing in. */
  readonly areBadgesEnabled: boolean;
  /** The GraphQL API tells its schema. */
  readonly isIntrospectionAllowed: boolean;
  /** When teams work; the default one first. */
  readonly calendars: readonly Calendar[];
  /** Accounts whose kind is known by their name, in any source. */
  readonly actors: {
    readonly humans: readonly string[];
    readonly bots: readonly string[];
    readonly agents: readonly string[];
  };
  /** What of persons is stored. */
  readonly privacy: PrivacyRules;
  readonly payloadRetention: HumanDuration;
  readonly retention: RetentionRules;
  /** What people did is told from so many of them on. */
  readonly minimumContributors: number;
  readonly limits: Limits;
}

const FIRST_SYNC = { days: 180 };

/** Read from the root, so that an error names the whole key. */
function durationOf(
  rootConfig: Config,
  name: string,
  fallback: HumanDuration,
): HumanDuration {
  const key = `engineeringInsights.${name}`;
  return rootConfig.has(key)
    ? readDurationFromConfig(rootConfig, { key })
    : fallback;
}

function policyOf(value: unknown, key: string): DeliveryPolicy {
  const result = deliveryPolicySchema.safeParse(value ?? {});
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new InputError(
      `engineeringInsights.${key}.${issue.path.join('.')}: ${issue.message}`,
    );
  }
  return result.data;
}

function readPolicies(config: Config | undefined): DeliveryPolicies {
  const named = config?.getOptionalConfig('policies.byAnnotation');
  const names = named?.keys() ?? [];
  const reason = config?.getOptionalString('policies.default.reason');
  return {
    default: policyOf(
      config?.getOptional('policies.default'),
      'policies.default',
    ),
    byAnnotation: Object.fromEntries(
      names.map(name => [
        name,
        policyOf(named?.getOptional(name), `policies.byAnnotation.${name}`),
      ]),
    ),
    reasons: {
      ...(reason !== undefined && { default: reason }),
      byAnnotation: Object.fromEntries(
        names.flatMap(name => {
          const own = named?.getOptionalString(`${name}.reason`);
          return own === undefined ? [] : [[name, own]];
        }),
      ),
    },
  };
}

function readFirstSync(rootConfig: Config): (now: DateTime) => string {
  const text = rootConfig.getOptional('engineeringInsights.firstSyncSince');
  if (
    typeof text === 'string' &&
    DateTime.fromISO(text, { zone: 'utc' }).isValid
  ) {
    const since = DateTime.fromISO(text, { zone: 'utc' }).toISO()!;
    return () => since;
  }
  const duration = Duration.fromObject(
    durationOf(rootConfig, 'firstSyncSince', FIRST_SYNC),
  );
  return now => now.toUTC().minus(duration).toISO()!;
}

/** Fewer would let a reader tell what each of them did. */
const LEAST_CONTRIBUTORS = 3;
const DEFAULT_CONTRIBUTORS = 5;

function readMinimumContributors(rootConfig: Config): number {
  const key = 'engineeringInsights.privacy.minimumContributors';
  const count = rootConfig.getOptionalNumber(key) ?? DEFAULT_CONTRIBUTORS;
  if (!Number.isInteger(count) || count < LEAST_CONTRIBUTORS) {
    throw new InputError(
      `${key} must be a whole number from ${LEAST_CONTRIBUTORS} on, and is ${count}.`,
    );
  }
  return count;
}

/** The configuration with its defaults. @throws InputError that names the key that is not as documented. */
export function readPluginConfig(rootConfig: Config): PluginConfig {
  const config = rootConfig.getOptionalConfig('engineeringInsights');
  return {
    schedule: {
      bind: durationOf(rootConfig, 'schedule.bind', { minutes: 2 }),
      collect: durationOf(rootConfig, 'schedule.collect', { minutes: 10 }),
      calculate: durationOf(rootConfig, 'schedule.calculate', { days: 1 }),
      retain: durationOf(rootConfig, 'schedule.retain', { hours: 6 }),
    },
    firstSyncSince: readFirstSync(rootConfig),
    policies: readPolicies(config),
    areBadgesEnabled: config?.getOptionalBoolean('badges.enabled') ?? false,
    isIntrospectionAllowed:
      config?.getOptionalBoolean('graphql.introspection') ?? true,
    calendars: readCalendars(rootConfig),
    actors: {
      humans: config?.getOptionalStringArray('actors.humans') ?? [],
      bots: config?.getOptionalStringArray('actors.bots') ?? [],
      agents: config?.getOptionalStringArray('actors.agents') ?? [],
    },
    privacy: readPrivacyRules(rootConfig),
    payloadRetention: durationOf(rootConfig, 'privacy.payloadRetention', {
      days: 30,
    }),
    retention: readRetentionRules(rootConfig),
    minimumContributors: readMinimumContributors(rootConfig),
    limits: readLimits(rootConfig),
  };
}
