import { englishFormats } from '../__testUtils__/englishFormats';
import { settingName, settingText } from './settingText';

const formats = englishFormats();

describe('the settings of a policy', () => {
  it.each([
    ['attributionWindowHours', '24', 'A failure shows within', '1 d'],
    ['attributionWindowHours', '36', 'A failure shows within', '1 d 12 h'],
    ['minimumConfidence', '0.6', 'Counts from a confidence of', '60 %'],
    [
      'productionEnvironments',
      'prod, live',
      'Production environments',
      'prod, live',
    ],
    ['longestGapDays', '30', 'longest gap days', '30'],
  ])('%s = %s reads "%s: %s"', (key, setting, name, text) => {
    expect(settingName(key, formats.t)).toBe(name);
    expect(settingText(key, setting, formats).replaceAll('\u00a0', ' ')).toBe(
      text,
    );
  });
});
