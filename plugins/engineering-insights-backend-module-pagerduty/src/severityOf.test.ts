import { severityOf } from './severityOf';

it.each([
  [{ priority: 'P1', urgency: 'low' }, 'critical', 'P1'],
  [{ priority: 'p2' }, 'high', 'p2'],
  [{ priority: 'SEV-3' }, 'medium', 'SEV-3'],
  [{ priority: 'Severity 4' }, 'low', 'Severity 4'],
  [{ priority: 'P5' }, 'low', 'P5'],
  [{ priority: 'SEV0' }, 'critical', 'SEV0'],
  [{ priority: 'Critical' }, 'critical', 'Critical'],
  // What an own name means, only its account knows.
  [{ priority: 'P10', urgency: 'high' }, 'high', 'P10'],
  [{ priority: 'Wake everybody', urgency: 'low' }, 'low', 'Wake everybody'],
  [{ priority: 'Wake everybody' }, 'unknown', 'Wake everybody'],
  [{ priority: null, urgency: 'high' }, 'high', 'high'],
  [{ priority: '', urgency: 'low' }, 'low', 'low'],
  [{ urgency: 'severity_based' }, 'unknown', 'severity_based'],
  [{}, 'unknown', undefined],
])('%j is %s', (told, severity, sourceSeverity) => {
  expect(severityOf(told)).toEqual({ severity, sourceSeverity });
});
