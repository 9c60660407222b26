import { categoryOf } from './categoryOf';

const rule = 'java:S1';
const impacts = (...qualities: string[]) =>
  qualities.map(softwareQuality => ({ softwareQuality }));

it.each<[Parameters<typeof categoryOf>[0], string, string | undefined]>([
  [{ rule, type: 'VULNERABILITY' }, 'vulnerability', 'VULNERABILITY'],
  [{ rule, type: 'SECURITY_HOTSPOT' }, 'hotspot', 'SECURITY_HOTSPOT'],
  [{ rule, type: 'BUG' }, 'bug', 'BUG'],
  [{ rule, type: 'CODE_SMELL' }, 'maintainability', 'CODE_SMELL'],
  [{ rule, type: 'BUG', impacts: impacts('SECURITY') }, 'bug', 'BUG'],
  [{ rule, impacts: impacts('SECURITY') }, 'vulnerability', 'SECURITY'],
  [{ rule, impacts: impacts('RELIABILITY') }, 'bug', 'RELIABILITY'],
  [
    { rule, impacts: impacts('MAINTAINABILITY') },
    'maintainability',
    'MAINTAINABILITY',
  ],
  [
    { rule, impacts: impacts('MAINTAINABILITY', 'SECURITY') },
    'vulnerability',
    'MAINTAINABILITY, SECURITY',
  ],
  [
    {
      rule: 'OWASP:UsingComponentWithKnownVulnerability',
      type: 'VULNERABILITY',
    },
    'dependency',
    'VULNERABILITY',
  ],
  [{ rule, type: 'NEW_KIND' }, 'unknown', 'NEW_KIND'],
  [{ rule, type: null, impacts: [] }, 'unknown', undefined],
])('%j is %s', (issue, category, sourceCategory) => {
  expect(categoryOf(issue)).toEqual({
    category,
    ...(sourceCategory && { sourceCategory }),
  });
});
