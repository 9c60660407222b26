import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { messageOf } from '../ingestion/messageOf';
import { createRedaction } from './createRedaction';
import {
  DEFAULT_PRIVACY,
  PRIVACY_MODES,
  type PrivacyMode,
  type PrivacyRules,
} from './PrivacyRules';

const MODE = 'engineeringInsights.privacy.mode';
const REDACT_TITLES = 'engineeringInsights.privacy.redactTitles';

/** What of persons is stored, and which titles are not. @throws InputError that names the key that is not as documented. */
export function readPrivacyRules(rootConfig: Config): PrivacyRules {
  return { mode: readMode(rootConfig), redact: readRedaction(rootConfig) };
}

function readMode(rootConfig: Config): PrivacyMode {
  const mode = rootConfig.getOptionalString(MODE) ?? DEFAULT_PRIVACY.mode;
  const known = PRIVACY_MODES.find(each => each === mode);
  if (!known)
    throw new InputError(
      `${MODE} must be one of ${PRIVACY_MODES.join(', ')}, and is ${mode}.`,
    );
  return known;
}

function readRedaction(rootConfig: Config): PrivacyRules['redact'] {
  try {
    return createRedaction(
      rootConfig.getOptionalStringArray(REDACT_TITLES) ?? [],
    );
  } catch (error) {
    throw new InputError(`${REDACT_TITLES} ${messageOf(error)}.`);
  }
}
