import { badgeMessage } from './badgeMessage';

const HOUR = 3_600;

it('says what is not known, and what is to be known of a number', () => {
  const reason = (code: 'noFailures' | 'noDeploymentRule') => ({
    status: 'noData' as const,
    reason: { code, parameters: {} },
    excluded: [],
  });
  const known = (status: 'ok' | 'stale' | 'insufficientSample') => ({
    status,
    value: HOUR,
    sampleSize: 2,
    excluded: [],
  });
  expect(
    [
      reason('noDeploymentRule'),
      reason('noFailures'),
      known('ok'),
      known('stale'),
      known('insufficientSample'),
    ].map(value => badgeMessage('seconds', value)),
  ).toEqual([
    { text: 'unknown', isKnown: false },
    { text: 'no failures', isKnown: true },
    { text: '1 h', isKnown: true },
    { text: '1 h (old data)', isKnown: true },
    { text: '1 h (n = 2)', isKnown: true },
  ]);
});
