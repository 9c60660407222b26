import { renderBadge, type Badge } from './renderBadge';

const BADGE: Badge = {
  label: 'Change lead time',
  message: '2 d 4 h',
  title: 'payments: Change lead time 2 d 4 h, 90 days',
  isKnown: true,
};

// Text and attributes of XML: no character of markup, and of entities those five alone.
const TEXT = '(?:[^<>&"\']|&(?:amp|lt|gt|quot|#39);)*';
const NUMBER = '[0-9]+';
const RECT = `<rect(?: x="${NUMBER}")? width="${NUMBER}" height="20" fill="#[0-9a-f]{6}"/>`;
const LINE = `<text x="${NUMBER}" y="14" textLength="${NUMBER}" lengthAdjust="spacingAndGlyphs">(${TEXT})</text>`;
/** All that a badge may be; whatever else comes of a text is no badge. */
const WHOLE = new RegExp(
  `^<svg xmlns="http://www.w3.org/2000/svg" width="${NUMBER}" height="20" role="img" aria-label="(${TEXT})">` +
    `<title>(${TEXT})</title>${RECT}${RECT}` +
    `<g fill="#fff" font-family="[A-Za-z, -]+" font-size="11">${LINE}${LINE}</g></svg>$`,
  'u',
);

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** What a reader of XML reads: the name, the title, the label and the message. */
function read(svg: string): string[] {
  const match = WHOLE.exec(svg);
  if (!match) throw new Error(`This is no badge: ${svg}`);
  return match
    .slice(1)
    .map(text => text.replace(/&[^;]+;/g, entity => ENTITIES[entity]));
}

it('draws the label and the value, and tells both to who cannot see them', () => {
  expect(read(renderBadge(BADGE))).toEqual([
    BADGE.title,
    BADGE.title,
    'Change lead time',
    '2 d 4 h',
  ]);
});

it.each([
  '</title><script>alert(1)</script>',
  '" onload="alert(1)',
  "' onload='alert(1)",
  '<![CDATA[<script>alert(1)</script>]]>',
  '&lt;script&gt; &#x3C;script&#x3E;',
  '<!ENTITY x SYSTEM "file:///etc/passwd">&x;',
  'line\u0000 \u0008 \uFFFE \uD800 end 🙂',
])('shows %j as text and as nothing else', hostile => {
  const svg = renderBadge({
    label: hostile,
    message: hostile,
    title: hostile,
    isKnown: false,
  });
  // What XML cannot hold is left out; everything else reads as it was written.
  const readable = ['\u0000', '\u0008', '\uFFFE', '\uD800'].reduce(
    (text, character) => text.replaceAll(character, ''),
    hostile,
  );
  expect(read(svg)).toEqual(Array(4).fill(readable));
});

it('cuts what is too long', () => {
  const [, , label] = read(renderBadge({ ...BADGE, label: 'a'.repeat(500) }));
  expect(label).toBe(`${'a'.repeat(79)}…`);
});
