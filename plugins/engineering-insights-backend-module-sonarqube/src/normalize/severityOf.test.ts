import { severityOf } from './severityOf';

const of = (severity: string) => ({ softwareQuality: 'SECURITY', severity });

it.each<[Parameters<typeof severityOf>[0], string]>([
  [{ severity: 'BLOCKER' }, 'critical'],
  [{ severity: 'CRITICAL' }, 'high'],
  [{ severity: 'MAJOR' }, 'medium'],
  [{ severity: 'MINOR' }, 'low'],
  [{ severity: 'INFO' }, 'low'],
  [{ impacts: [of('BLOCKER')] }, 'critical'],
  [{ impacts: [of('LOW'), of('HIGH')] }, 'high'],
  [{ severity: 'MINOR', impacts: [of('HIGH')] }, 'high'],
  [{ severity: 'BLOCKER', impacts: [of('HIGH')] }, 'critical'],
  [{ severity: 'MAJOR', impacts: [] }, 'medium'],
  [{ severity: 'DREADFUL', impacts: [of('LOW')] }, 'low'],
  [{ severity: 'DREADFUL' }, 'unknown'],
  [{ severity: null, impacts: null }, 'unknown'],
])('%j is %s', (told, expected) => {
  expect(severityOf(told).severity).toBe(expected);
});

it("keeps SonarQube's own words", () => {
  expect(
    severityOf({ severity: 'MAJOR', impacts: [of('HIGH')] }).sourceSeverity,
  ).toBe('MAJOR, SECURITY HIGH');
  expect(severityOf({}).sourceSeverity).toBeUndefined();
});
