import { z } from 'zod/v4';
import type { ObservationCursor } from './readObservations';

const cursorSchema = z.object({
  isExcluded: z.boolean(),
  observedEpoch: z.string().regex(/^-?\d+(\.\d+)?$/),
  observationKey: z.string(),
});

export function encodeCursor(cursor: ObservationCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Undefined where the text is no cursor of ours. */
export function decodeCursor(text: string): ObservationCursor | undefined {
  try {
    return cursorSchema.safeParse(
      JSON.parse(Buffer.from(text, 'base64url').toString()),
    ).data;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
