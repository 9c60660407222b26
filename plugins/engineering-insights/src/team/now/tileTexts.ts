import type {
  NowTile,
  NowTileId,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Formats } from '@sei-platform/plugin-engineering-insights-react';

/** From when on something is listed: "over 1 d". */
export function ruleText(
  id: NowTileId,
  tile: NowTile,
  { t, duration }: Formats,
): string {
  if (id !== 'agingWork') return t(`team.now.${id}Rule`);
  return tile.status === 'ok' && tile.thresholdSeconds !== undefined
    ? t('team.now.agingWorkRule', { duration: duration(tile.thresholdSeconds) })
    : t('team.now.agingWorkRuleUnknown');
}

/** For how long something has waited. */
export function ageText(
  since: string,
  { duration }: Formats,
  now: number = Date.now(),
): string {
  return duration(Math.max(0, (now - Date.parse(since)) / 1000));
}
