import { readInstant } from './readInstant';

it.each([
  '2026-02-02',
  '2026-02-02T10:00:00Z',
  '2026-02-02T10:00:00.1234567Z',
  '2026-02-02T10:00:00.000+0000',
  '2026-02-02 10:00:00 +01:00',
])('%j is a time of change', text => {
  expect(readInstant(text)).toBe(text);
});

it.each([
  undefined,
  '',
  "' or '1'='1",
  'Version 2',
  '0000-01-01T00:00:00Z',
  '2026-13-40T10:00:00Z',
  '2026-02-02T10:00:00Z; select 1',
  '+275760-09-13T00:00:00Z',
])('%j is none', text => {
  expect(readInstant(text)).toBeUndefined();
});
