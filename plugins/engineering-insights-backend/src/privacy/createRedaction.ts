import { RE2JS } from 're2js';
import { messageOf } from '../ingestion/messageOf';

const REDACTED = '[redacted]';
const MOST_PATTERNS = 20;
const LONGEST_PATTERN = 200;
// The time for a text is its length times this.
const MOST_STEPS = 600;

/**
 * Replaces what fits any of some patterns by `[redacted]`, without regard to
 * case. What was redacted stays as it is, so a text can be stored and read again
 * as often as is wanted. The engine takes linear time.
 *
 * @throws Error that says which pattern cannot be used, and why.
 */
export function createRedaction(
  patterns: readonly string[],
): (text: string) => string {
  if (patterns.length > MOST_PATTERNS)
    throw new Error(
      `has ${patterns.length} patterns, and may have ${MOST_PATTERNS}`,
    );
  const compiled = patterns.map(compile);
  if (compiled.length === 0) return text => text;
  const replaceOnce = (text: string) =>
    compiled.reduce((value, pattern) => replaceBetween(value, pattern), text);
  return text => {
    let [before, after] = [text, replaceOnce(text)];
    // What stands before a replaced part may fit now. Each round takes away a letter at least.
    while (after !== before) [before, after] = [after, replaceOnce(after)];
    return after;
  };
}

function replaceBetween(text: string, pattern: RE2JS): string {
  return text
    .split(REDACTED)
    .map(part =>
      pattern
        .matcher(part)
        // What fits nothing, such as the limit of a word, takes nothing away.
        .replaceAll((match: string) => (match === '' ? '' : REDACTED)),
    )
    .join(REDACTED);
}

function compile(pattern: string): RE2JS {
  const quoted = JSON.stringify(pattern);
  if (pattern.length > LONGEST_PATTERN)
    throw new Error(
      `has a pattern of ${pattern.length} characters, and it may have ${LONGEST_PATTERN}`,
    );
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    throw new Error(`has ${quoted}, which is no pattern: ${messageOf(error)}`);
  }
  const steps = compiled.programSize();
  if (steps > MOST_STEPS)
    throw new Error(
      `has ${quoted}, which written out has ${steps} steps, and may have ${MOST_STEPS}`,
    );
  return compiled;
}
