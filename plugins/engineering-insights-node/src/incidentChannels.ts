import type { Severity } from '@sei-platform/plugin-engineering-insights-common';
import { RE2JS } from 're2js';
import type { ScopeRef } from './connector';

/** What the name of an incident channel tells. */
export interface IncidentChannelName {
  /** The incident channels of its service, or those that name none. */
  readonly family: ScopeRef;
  /** As the name has it: `payments-api`. */
  readonly service?: string;
  readonly severity: Severity;
  /** As the name has it: `SEV1`. */
  readonly sourceSeverity?: string;
}

/** Reads the name of an incident channel. Of any other channel it makes nothing. */
export type IncidentChannelPattern = (
  name: string,
) => IncidentChannelName | undefined;

const FAMILY = 'inc';

/**
 * A pattern over the whole name, without regard to case, whose groups `service`
 * and `severity` say what it tells. The engine takes linear time, so no pattern
 * can run away; it knows no back references and no look-around.
 *
 * @throws RE2JSSyntaxException where the pattern is not valid.
 */
export function compileIncidentChannelPattern(options: {
  readonly pattern: string;
  /** What all spellings of a service have in common. */
  readonly keyOf: (service: string) => string;
}): IncidentChannelPattern {
  const { pattern, keyOf } = options;
  const compiled = RE2JS.compile(
    pattern,
    RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL,
  );
  const groups = Object.keys(compiled.namedGroups());
  return name => {
    const matcher = compiled.matcher(name.trim());
    if (!matcher.matches()) return undefined;
    const groupOf = (group: string) =>
      (groups.includes(group) && matcher.group(group)?.trim()) || undefined;
    const service = groupOf('service');
    const sourceSeverity = groupOf('severity');
    return {
      family: familyOf({ service, key: service && keyOf(service) }),
      service,
      severity: severityOf(sourceSeverity),
      sourceSeverity,
    };
  };
}

/** How names usually go on behind the service. */
const ENDINGS = ['1', '20260131', '2026-01-31', 'x'].flatMap(ending =>
  ['-', '_', ' '].flatMap(separator => [
    `${separator}${ending}`,
    `${separator}${ending}${separator}x`,
  ]),
);

/**
 * The family that a text names: by the name of one of its channels, or by what
 * their names begin with, up to the service. A text that could never be of an
 * incident channel, such as the name of a team's own, names none.
 */
export function findIncidentChannelFamily(
  text: string,
  pattern: IncidentChannelPattern,
): ScopeRef | undefined {
  const channel = pattern(text);
  if (channel) return channel.family;
  for (const ending of ENDINGS) {
    const longer = pattern(`${text}${ending}`);
    // Where the service goes on into the ending, it is not the one of the text.
    if (longer && text.endsWith(longer.service ?? '')) return longer.family;
  }
  return undefined;
}

function familyOf(options: { service?: string; key?: string }): ScopeRef {
  const { service, key } = options;
  return key
    ? {
        externalId: `${FAMILY}-${key}`,
        title: `Incident channels of ${service}`,
        service,
      }
    : {
        externalId: FAMILY,
        title: 'Incident channels that name no service',
      };
}

const BY_NUMBER: Readonly<Record<string, Severity>> = {
  0: 'critical',
  1: 'critical',
  2: 'high',
  3: 'medium',
  4: 'low',
  5: 'low',
};

/** How bad an incident is by the word in its channel's name: `SEV1`, `p2`, `critical`. */
function severityOf(word: string | undefined): Severity {
  const text = word?.toLowerCase() ?? '';
  const number = /^(?:p|s|sev|severity|priority)?[\s_-]*([0-5])$/.exec(
    text,
  )?.[1];
  if (number !== undefined) return BY_NUMBER[number];
  const known = ['critical', 'high', 'medium', 'low'] as const;
  return known.find(each => each === text) ?? 'unknown';
}
