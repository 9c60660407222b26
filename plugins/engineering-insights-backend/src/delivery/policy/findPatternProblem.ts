import { compilePattern } from './compilePattern';

const MOST_CHARACTERS = 200;

/** Why a pattern is refused, as the end of a sentence that begins with its field; undefined where it is not. */
export function findPatternProblem(pattern: string): string | undefined {
  if (pattern.length > MOST_CHARACTERS) {
    return `has a pattern of ${pattern.length} characters, and one may have ${MOST_CHARACTERS}`;
  }
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    return `"${pattern}" is refused: ${reasonOf(pattern, message)}`;
  }
}

function reasonOf(pattern: string, message: string): string {
  if (/\(\?<?[=!]/.test(pattern) || /\\[1-9]/.test(pattern)) {
    return 'with look-around or a back reference a pattern can run away, so neither is known';
  }
  if (message.startsWith('written out')) {
    return `${message}, so it could run away; repeat less in it`;
  }
  if (message.includes('repeat count')) {
    return 'it repeats more than 1,000 times, so it could run away; repeat less in it';
  }
  return `it is no valid pattern (${message.replace(
    'error parsing regexp: ',
    '',
  )})`;
}
