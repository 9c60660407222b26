import type { Formats } from '@sei-platform/plugin-engineering-insights-react';

const SECONDS_PER_HOUR = 3600;

const NAMED = [
  'deployments',
  'productionEnvironments',
  'attributionWindowHours',
  'minimumConfidence',
] as const;

/** What a policy's setting is called; one that has no words yet by its key, spelled out. */
export function settingName(key: string, t: Formats['t']): string {
  const named = NAMED.find(name => name === key);
  return named
    ? t(`dora.explain.setting.${named}`)
    : key.replace(/([A-Z])/g, ' $1').toLocaleLowerCase('en-US');
}

/** What a policy's setting is set to, with its unit. */
export function settingText(
  key: string,
  setting: string,
  { duration, share }: Formats,
): string {
  const number = Number(setting);
  if (Number.isNaN(number)) return setting;
  switch (key) {
    case 'attributionWindowHours':
      return duration(number * SECONDS_PER_HOUR);
    case 'minimumConfidence':
      return share(number);
    default:
      return setting;
  }
}
