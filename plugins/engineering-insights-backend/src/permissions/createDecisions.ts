import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type {
  PolicyDecision,
  ResourcePermission,
} from '@backstage/plugin-permission-common';

/** How long a decision of the portal's policy is remembered. */
const REMEMBERED_MILLISECONDS = 60_000;
/** Bounds the memory; the oldest is forgotten first. */
const REMEMBERED_COUNT = 5_000;

/** What the portal's policy decides of a permission for a caller, which may be conditions. */
export type Decide = (
  credentials: BackstageCredentials,
) => Promise<PolicyDecision>;

interface Remembered {
  readonly until: number;
  readonly decision: Promise<PolicyDecision>;
}

/** Asks once a minute for each caller. What failed is asked again. */
export function createDecisions(options: {
  readonly permissions: PermissionsService;
  readonly permission: ResourcePermission;
  readonly now: () => number;
}): Decide {
  const { permissions, permission, now } = options;
  const remembered = new Map<string, Remembered>();

  async function ask(credentials: BackstageCredentials) {
    const [decision] = await permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return decision;
  }

  return async credentials => {
    const key = JSON.stringify(credentials.principal);
    const known = remembered.get(key);
    if (known && known.until > now()) return known.decision;
    // Anew, so that the order is that of asking.
    remembered.delete(key);
    const [oldest] = remembered.keys();
    if (remembered.size >= REMEMBERED_COUNT && oldest !== undefined)
      remembered.delete(oldest);
    const decision = ask(credentials);
    const entry = { until: now() + REMEMBERED_MILLISECONDS, decision };
    remembered.set(key, entry);
    try {
      return await decision;
    } catch (error) {
      if (remembered.get(key) === entry) remembered.delete(key);
      throw error;
    }
  };
}
