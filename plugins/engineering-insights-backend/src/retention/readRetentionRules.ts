import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Duration } from 'luxon';
import { RETAINED_KINDS } from '../database/operations/facts/retainFacts';
import type { RetentionRules } from './RetentionRules';

const KEY = 'engineeringInsights.privacy.retention';
/** Numbers look back from the beginning of their window. */
const LEAST_DAYS = 90;

/** How long facts are kept. @throws InputError that names the key that is not as documented. */
export function readRetentionRules(rootConfig: Config): RetentionRules {
  const kinds = rootConfig.getOptionalConfig(KEY)?.keys() ?? [];
  return Object.fromEntries(
    kinds.map(name => {
      const kind = RETAINED_KINDS.find(each => each === name);
      if (!kind)
        throw new InputError(
          `${KEY}.${name} is no kind of facts that can be given up; these are: ${RETAINED_KINDS.join(
            ', ',
          )}.`,
        );
      const key = `${KEY}.${kind}`;
      const duration = readDurationFromConfig(rootConfig, { key });
      const days = Duration.fromObject(duration).as('days');
      if (days < LEAST_DAYS)
        throw new InputError(
          `${key} must be at least ${LEAST_DAYS} days, and is ${days}.`,
        );
      return [kind, duration];
    }),
  );
}
