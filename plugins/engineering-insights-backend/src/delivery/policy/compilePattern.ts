import { RE2JS } from 're2js';

/** Tells whether a whole name fits a pattern, without regard to case. */
export type NamePattern = (name: string) => boolean;

// Names repeat: a service has few environments and pipelines, and thousands of deployments.
const REMEMBERED_NAMES = 1_000;

// The time for a name is its length times this: 1 ms for the longest names. Written out, `.{0,999}` takes 2,000.
const MOST_STEPS = 600;

/**
 * A pattern over the whole name, without regard to case. The engine takes
 * linear time, so no pattern can run away; it knows no back references and no
 * look-around, and what is repeated counts as often as it is.
 *
 * @throws RE2JSSyntaxException where the pattern is not valid, RangeError where
 * it is too large.
 */
export function compilePattern(pattern: string): NamePattern {
  const compiled = RE2JS.compile(
    pattern,
    RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL,
  );
  const steps = compiled.programSize();
  if (steps > MOST_STEPS) {
    throw new RangeError(
      `written out it has ${steps} steps, and may have ${MOST_STEPS}`,
    );
  }
  const remembered = new Map<string, boolean>();
  return name => {
    const known = remembered.get(name);
    if (known !== undefined) return known;
    const isMatch = compiled.matches(name);
    if (remembered.size < REMEMBERED_NAMES) remembered.set(name, isMatch);
    return isMatch;
  };
}

/** A name that fits any of some patterns. */
export function compilePatterns(patterns: readonly string[]): NamePattern {
  const compiled = patterns.map(compilePattern);
  return name => compiled.some(matches => matches(name));
}
