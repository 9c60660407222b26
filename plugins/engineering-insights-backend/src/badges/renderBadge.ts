export interface Badge {
  /** On the left: the metric. */
  readonly label: string;
  /** On the right: its value. */
  readonly message: string;
  /** For who cannot see it, or points at it. */
  readonly title: string;
  readonly isKnown: boolean;
}

const HEIGHT = 20;
const PADDING = 6;
const MOST_CHARACTERS = 80;
const FONT = 'Verdana,Geneva,DejaVu Sans,sans-serif';
// A badge tells a number and judges nobody, so there is no red and no green. White on each has a contrast above 5.
const LABEL_COLOR = '#4a4a4a';
const KNOWN_COLOR = '#3a5a7c';
const UNKNOWN_COLOR = '#6b6b6b';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as XML holds it: without the characters that XML forbids. */
function escapeXml(text: string): string {
  return text
    .replace(
      /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu,
      '',
    )
    .replace(/[&<>"']/g, character => ESCAPES[character]);
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > MOST_CHARACTERS
    ? `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`
    : text;
}

/** Roughly, in pixels of Verdana at 11; the image then makes the text fit. */
function widthOf(text: string): number {
  const width = [...text].reduce((sum, character) => {
    if (/[ijl.,:;'|!() ]/.test(character)) return sum + 4.2;
    if (/[mwMW%@]/.test(character)) return sum + 10.5;
    return sum + (/[A-Z0-9]/.test(character) ? 7.3 : 6.8);
  }, 0);
  return Math.max(1, Math.round(width));
}

function textAt(text: string, x: number, width: number): string {
  return `<text x="${x}" y="14" textLength="${width}" lengthAdjust="spacingAndGlyphs">${escapeXml(
    text,
  )}</text>`;
}

/** An image of a label and a value, without scripts, styles or addresses. */
export function renderBadge(badge: Badge): string {
  const label = cut(badge.label);
  const message = cut(badge.message);
  const labelWidth = widthOf(label);
  const messageWidth = widthOf(message);
  const left = labelWidth + 2 * PADDING;
  const right = messageWidth + 2 * PADDING;
  const title = escapeXml(badge.title);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${
      left + right
    }" height="${HEIGHT}" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<rect width="${left}" height="${HEIGHT}" fill="${LABEL_COLOR}"/>`,
    `<rect x="${left}" width="${right}" height="${HEIGHT}" fill="${
      badge.isKnown ? KNOWN_COLOR : UNKNOWN_COLOR
    }"/>`,
    `<g fill="#fff" font-family="${FONT}" font-size="11">`,
    textAt(label, PADDING, labelWidth),
    textAt(message, left + PADDING, messageWidth),
    '</g></svg>',
  ].join('');
}
