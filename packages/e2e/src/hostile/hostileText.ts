/** Lets a page break the line nowhere, as a long name of a branch does. */
const UNBROKEN = 'x'.repeat(80);

/**
 * What a page that shows a hostile text as text has in it, to the letter. None
 * of it is special in a pattern, so that it stands in rules as well.
 */
export function hostileMarkup(marker: string): string {
  return `${marker}"'><img src=x onerror=hostile\`${marker}\` data-hostile>`;
}

/**
 * A text that would be an element in HTML, a link in Markdown and code in both.
 * As long as a version may be.
 */
export function hostileText(marker: string): string {
  return `${hostileMarkup(
    marker,
  )}[${marker}](javascript:hostile(1))${UNBROKEN}`;
}
