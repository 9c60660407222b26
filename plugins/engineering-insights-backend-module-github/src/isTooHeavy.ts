import { isSourceFailureError } from '@sei-platform/plugin-engineering-insights-node';

/**
 * Whether GitHub may answer a smaller question: after ten seconds it gives up
 * with a 502 or 504, with errors that have no type, or in the middle of a body.
 */
export function isTooHeavy(error: unknown): boolean {
  return (
    isSourceFailureError(error) && [undefined, 502, 504].includes(error.status)
  );
}
