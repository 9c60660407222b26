import { severityOf } from './severityOf';

it.each([
  ['sev0', 'critical'],
  ['sev1', 'critical'],
  ['SEV-2', 'high'],
  ['p3', 'medium'],
  ['severity_4', 'low'],
  ['5', 'low'],
  ['high', 'high'],
  ['major', 'unknown'],
  ['sev12', 'unknown'],
  ['', 'unknown'],
  [undefined, 'unknown'],
])('%p is %s', (word, severity) => {
  expect(severityOf(word)).toBe(severity);
});
