import type { Entity } from '@backstage/catalog-model';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import type { ChannelPattern } from './compileChannelPattern';
import { familyOf } from './familyOf';

export const ANNOTATION_CHANNEL = 'slack.com/channel';

/** How names usually go on behind the service. */
const ENDINGS = ['1', '20260131', '2026-01-31', 'x'].flatMap(ending =>
  ['-', '_'].flatMap(separator => [
    `${separator}${ending}`,
    `${separator}${ending}${separator}x`,
  ]),
);

/**
 * The family of incident channels that an entity's annotation names: by the
 * name of one of them, or by what their names begin with, up to the service. A
 * name that could never be of an incident channel, such as that of a team's
 * own, names none.
 */
export function scopesOf(
  entity: Entity,
  pattern: ChannelPattern,
): readonly ScopeRef[] {
  const value = entity.metadata.annotations?.[ANNOTATION_CHANNEL] ?? '';
  const name = value.trim().replace(/^#/, '').toLowerCase();
  if (name === '') return [];
  const channel = pattern(name);
  if (channel) return [familyOf(channel.service)];
  for (const ending of ENDINGS) {
    const longer = pattern(`${name}${ending}`);
    // Where the service goes on into the ending, it is not the one of the annotation.
    if (longer && name.endsWith(longer.service ?? ''))
      return [familyOf(longer.service)];
  }
  return [];
}
