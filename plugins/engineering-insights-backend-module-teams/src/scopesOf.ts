import type { Entity } from '@backstage/catalog-model';
import {
  findIncidentChannelFamily,
  type IncidentChannelPattern,
  type ScopeRef,
} from '@sei-platform/plugin-engineering-insights-node';

export const ANNOTATION_CHANNEL = 'teams.microsoft.com/channel';

/** The family of incident channels that an entity's annotation names. */
export function scopesOf(
  entity: Entity,
  pattern: IncidentChannelPattern,
): readonly ScopeRef[] {
  const name = entity.metadata.annotations?.[ANNOTATION_CHANNEL]?.trim() ?? '';
  if (name === '') return [];
  const family = findIncidentChannelFamily(name, pattern);
  return family ? [family] : [];
}
