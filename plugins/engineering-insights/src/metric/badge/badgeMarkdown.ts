/** What Markdown would read as its own in the text of an image. */
function escapeText(text: string): string {
  return text.replace(/[[\]\\`*_<>]/g, '\\$&');
}

/** The Markdown of an image that leads to the page of its number. */
export function badgeMarkdown(options: {
  title: string;
  image: string;
  page: string;
}): string {
  const { title, image, page } = options;
  return `[![${escapeText(title)}](${image})](${page})`;
}
