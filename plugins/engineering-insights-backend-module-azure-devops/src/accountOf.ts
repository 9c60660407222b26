import type { JsonObject } from '@backstage/types';

/** How Azure DevOps writes a person, a group or a service. */
export interface AzureIdentity {
  readonly id?: string;
  readonly uniqueName?: string | null;
  readonly descriptor?: string | null;
  /** A group. */
  readonly isContainer?: boolean | null;
  /** Said already by what was kept of it. */
  readonly actorEvidence?: string;
}

/** What stands before the dot of a descriptor, where it is no person's. */
const MACHINES: Readonly<Record<string, string | undefined>> = {
  svc: 'descriptor of a service identity',
  s2s: 'descriptor of a service of Azure DevOps',
  aadsp: 'descriptor of a service principal',
};

/**
 * What is kept of an account. What kind of being it is has to be said here, as
 * the privacy mode may replace the name before a record is understood.
 */
export function accountOf(
  identity: AzureIdentity | null | undefined,
): JsonObject | null {
  const uniqueName = identity?.uniqueName || identity?.id;
  if (!identity || !uniqueName || identity.isContainer) return null;
  const evidence =
    identity.actorEvidence ??
    MACHINES[identity.descriptor?.split('.')[0].toLowerCase() ?? ''] ??
    (/^Build\\/i.test(uniqueName) ? 'name of a build service' : undefined) ??
    (/(\[bot\]|[-_]bot)(@|$)/i.test(uniqueName)
      ? 'name ends with bot'
      : undefined);
  return {
    ...(identity.id && { id: plain(identity.id) }),
    uniqueName,
    ...(evidence && { actor: 'bot', actorEvidence: evidence }),
  };
}

/** Old threads write the ids of accounts without hyphens. */
function plain(id: string): string {
  return id.replaceAll('-', '').toLowerCase();
}
