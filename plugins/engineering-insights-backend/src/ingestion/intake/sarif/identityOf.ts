import { hashJson } from '../../hashJson';
import type { SarifResult } from './sarifSchema';

/**
 * What makes a result the same one in the next report, whatever line it has
 * moved to: what its scanner says of that, else its rule, place and words.
 */
export function identityOf(options: {
  readonly result: SarifResult;
  readonly ruleId: string;
  readonly path: string | undefined;
  readonly message: string;
}): string {
  const { result, ruleId, path, message } = options;
  const { correlationGuid, fingerprints, partialFingerprints } = result;
  if (correlationGuid) return hashJson(['guid', correlationGuid]);
  if (isFilled(fingerprints)) return hashJson(['fingerprints', fingerprints]);
  const place = [ruleId, path ?? ''];
  if (isFilled(partialFingerprints))
    return hashJson(['partial', ...place, partialFingerprints]);
  return hashJson(['words', ...place, withoutLines(message)]);
}

function isFilled(
  record: Record<string, string> | null | undefined,
): record is Record<string, string> {
  return Object.keys(record ?? {}).length > 0;
}

/** `at parser.py:167` and `on line 15` say where a result is, not which one it is. */
function withoutLines(message: string): string {
  return message
    .replace(/\b(lines?|columns?) \d+/gi, '$1')
    .replace(/:\d+(:\d+)?\b/g, '');
}
