export const ISSUE_PREFIX = 'issue-';

/**
 * The row that an id of the API's incidents stands for: it is the id of an
 * incident, or has a prefix and is the id of an issue that a policy takes for
 * one. The other of both is null.
 */
export function readIncidentId(id: string): {
  incidentId: string | null;
  issueId: string | null;
} {
  return id.startsWith(ISSUE_PREFIX)
    ? { incidentId: null, issueId: id.slice(ISSUE_PREFIX.length) }
    : { incidentId: id, issueId: null };
}
