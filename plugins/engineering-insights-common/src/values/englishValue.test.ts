import { englishValue } from './englishValue';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

it.each([
  ['seconds', 59, 'under 1 min'],
  ['seconds', 43 * MINUTE, '43 min'],
  ['seconds', 59.6 * MINUTE, '1 h'],
  ['seconds', 5 * HOUR + 20 * MINUTE, '5 h 20 min'],
  ['seconds', 52 * HOUR, '2 d 4 h'],
  ['seconds', 23 * DAY, '23 d'],
  ['perDay', 1.24, '1.2 per day'],
  ['perDay', 3.2 / 7, '3.2 per week'],
  ['perDay', 1 / 30.4375, '1 per month'],
  ['perDay', 0, '0 per month'],
  ['ratio', 0.07, '7 %'],
  ['ratio', 0.004, '0.4 %'],
  ['ratio', 0.996, '99.6 %'],
  ['ratio', 0, '0 %'],
  ['lines', 1, '1 line'],
  ['lines', 1234, '1,234 lines'],
  ['people', 2, '2 people'],
  ['points', 1, '1 point'],
  ['count', 12, '12'],
  ['rating', 2, 'B'],
] as const)('says %s %d as %s', (unit, value, text) => {
  expect(englishValue(unit, value).replaceAll('\u00a0', ' ')).toBe(text);
});
