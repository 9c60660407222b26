// Names of services, stages and sprints take 0.44 to 0.6 of the type's size for each letter in Roboto, Arial and Inter.
const LETTER_WIDTH = 0.56;

/** The room that a line of text has, in pixels. */
export interface TextRoom {
  readonly width: number;
  readonly fontSize: number;
}

function lettersIn({ width, fontSize }: TextRoom): number {
  return Math.max(1, Math.floor(width / (fontSize * LETTER_WIDTH)));
}

/** A text that fits a line, cut where it does not; SVG does not cut by itself. */
export function fitText(text: string, room: TextRoom): string {
  const letters = lettersIn(room);
  if (text.length <= letters) return text;
  return `${text.slice(0, Math.max(1, letters - 1)).trimEnd()}…`;
}

/** A text on one line or two, broken between words, and cut where it does not fit them. */
export function fitTwoLines(text: string, room: TextRoom): string[] {
  const letters = lettersIn(room);
  if (text.length <= letters) return [text];
  const end = text.lastIndexOf(' ', letters);
  if (end <= 0) return [fitText(text, room)];
  return [text.slice(0, end), fitText(text.slice(end + 1), room)];
}
