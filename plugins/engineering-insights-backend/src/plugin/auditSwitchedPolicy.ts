import type { AuditorService } from '@backstage/backend-plugin-api';
import type { SwitchedPolicy } from '../database/operations/delivery/putInForce';

/** Tells the portal's auditor that another policy stands in for one; the first policy of an entity is no change. */
export async function auditSwitchedPolicy(options: {
  auditor: AuditorService;
  switched: SwitchedPolicy;
}): Promise<void> {
  const { auditor, switched } = options;
  const { ref, name, hash, setBy, reason, previous } = switched;
  if (!previous) {
    return;
  }
  const event = await auditor.createEvent({
    eventId: 'policy-switch',
    severityLevel: 'medium',
    meta: {
      entityRef: ref,
      before: { name: previous.name, hash: previous.hash },
      after: { name, hash },
      setBy,
      ...(reason !== undefined && { reason }),
    },
  });
  await event.success();
}
