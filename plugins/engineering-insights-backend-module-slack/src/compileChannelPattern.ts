import { RE2JS } from 're2js';

/** What the name of an incident channel tells. */
export interface ChannelName {
  /** As the name has it, in lower case: `mobile-gateway`. */
  readonly service?: string;
  /** As the name has it: `sev1`. */
  readonly severity?: string;
}

/** Reads the name of an incident channel. Of any other channel it makes nothing. */
export type ChannelPattern = (name: string) => ChannelName | undefined;

/**
 * `inc` or `incident`, a severity and a service where there are any, and then a
 * number or a date. Channels that stay, such as `incident-response`, have none.
 */
export const DEFAULT_CHANNEL_PATTERN = [
  'inc(?:ident)?',
  '(?:[-_](?P<severity>sev-?[0-5]|p[0-5]))?',
  '(?:[-_](?P<service>[a-z][a-z0-9]*(?:[-_][a-z][a-z0-9]*)*))?',
  '[-_][0-9]+(?:[-_].*)?',
].join('');

/**
 * A pattern over the whole name, without regard to case. The engine takes
 * linear time, so no pattern can run away; it knows no back references and no
 * look-around.
 *
 * @throws RE2JSSyntaxException where the pattern is not valid.
 */
export function compileChannelPattern(pattern: string): ChannelPattern {
  const compiled = RE2JS.compile(
    pattern,
    RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL,
  );
  const groups = Object.keys(compiled.namedGroups());
  return name => {
    const matcher = compiled.matcher(name);
    if (!matcher.matches()) return undefined;
    const groupOf = (group: string) =>
      (groups.includes(group) && matcher.group(group)?.toLowerCase()) ||
      undefined;
    return { service: groupOf('service'), severity: groupOf('severity') };
  };
}
