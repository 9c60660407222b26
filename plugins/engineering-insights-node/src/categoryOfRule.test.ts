import { categoryOfRule } from './categoryOfRule';

const nothing = { tags: [], identifiers: [], hasSecuritySeverity: false };

it.each<[string, Partial<Parameters<typeof categoryOfRule>[0]>, string]>([
  ['a security severity', { hasSecuritySeverity: true }, 'vulnerability'],
  ['the tag security', { tags: ['Security'] }, 'vulnerability'],
  ['a weakness', { identifiers: ['CWE-89'] }, 'vulnerability'],
  [
    'security before correctness',
    { tags: ['correctness', 'security'] },
    'vulnerability',
  ],
  ['the tag correctness', { tags: ['correctness'] }, 'bug'],
  [
    'reliability before maintainability',
    { tags: ['maintainability', 'reliability'] },
    'bug',
  ],
  ['the tag maintainability', { tags: ['maintainability'] }, 'maintainability'],
  ['other tags', { tags: ['efficiency'] }, 'unknown'],
  ['nothing', {}, 'unknown'],
])('of %s', (_, told, category) => {
  expect(categoryOfRule({ ...nothing, ...told })).toBe(category);
});
