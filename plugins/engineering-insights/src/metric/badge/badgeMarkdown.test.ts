import { badgeMarkdown } from './badgeMarkdown';

it('is an image that leads to its page, whatever the title', () => {
  const addresses = {
    image: 'https://portal/badge.svg',
    page: 'https://portal/page',
  };
  expect(badgeMarkdown({ title: 'Change lead time', ...addresses })).toBe(
    '[![Change lead time](https://portal/badge.svg)](https://portal/page)',
  );
  expect(badgeMarkdown({ title: 'a](https://evil) <b>', ...addresses })).toBe(
    '[![a\\](https://evil) \\<b\\>](https://portal/badge.svg)](https://portal/page)',
  );
});
