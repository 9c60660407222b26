import { ConfigReader } from '@backstage/config';
import { readRetentionRules } from './readRetentionRules';

const read = (retention: unknown) =>
  readRetentionRules(
    new ConfigReader({
      engineeringInsights: { privacy: { retention } } as never,
    }),
  );

describe('readRetentionRules', () => {
  it('keeps what is not named without end', () => {
    expect(readRetentionRules(new ConfigReader({}))).toEqual({});
    expect(read({ review: 'P1Y', commit: { days: 400 } })).toEqual({
      review: { years: 1 },
      commit: { days: 400 },
    });
  });

  it.each([
    [
      { review: '30 days' },
      'privacy.retention.review must be at least 90 days, and is 30.',
    ],
    [
      { release: '1 year' },
      'privacy.retention.release is no kind of facts that can be given up',
    ],
    [{ review: 'soon' }, 'privacy.retention.review'],
  ])('refuses %j', (retention, message) => {
    expect(() => read(retention)).toThrow(message);
  });
});
