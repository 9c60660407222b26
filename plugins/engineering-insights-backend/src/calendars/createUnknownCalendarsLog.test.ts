import { mockServices } from '@backstage/backend-test-utils';
import { createUnknownCalendarsLog } from './createUnknownCalendarsLog';

it('tells of a name that no calendar has once, again when others name it, and daily', () => {
  const logger = mockServices.logger.mock();
  const tell = createUnknownCalendarsLog({
    calendars: ['default', 'berlin'].map(name => ({
      name,
      timeZone: 'UTC',
      workingDays: [1],
      hours: { from: '09:00', to: '17:00' },
    })),
    logger,
  });
  const refs = (count: number) =>
    Array.from({ length: count }, (_, index) => `group:default/g${index}`);
  const lines = (count: number, now: string) => {
    tell({ unknown: [{ name: 'berlni', entityRefs: refs(count) }], now });
    const texts = logger.warn.mock.calls.map(([text]) => text);
    logger.warn.mockClear();
    return texts;
  };
  expect(lines(1, '2026-03-01T12:00:00.000Z')).toEqual([
    'No calendar is called "berlni", so the default one holds for group:default/g0. ' +
      'Correct the annotation engineering-insights/calendar, or add the calendar to ' +
      'engineeringInsights.calendars.byAnnotation. Known are default, berlin.',
  ]);
  expect(lines(1, '2026-03-01T12:02:00.000Z')).toEqual([]);
  expect(lines(8, '2026-03-01T12:04:00.000Z')).toEqual([
    expect.stringContaining(
      'group:default/g3, group:default/g4, 3 more. Correct',
    ),
  ]);
  expect(lines(8, '2026-03-02T12:03:00.000Z')).toEqual([]);
  expect(lines(8, '2026-03-02T12:04:00.000Z')).toHaveLength(1);
});
