import { readHotfixes } from '../../database/operations/delivery/readHotfixes';
import { factKeyText } from '../select/factKeyText';
import type { JudgeOptions } from './JudgeOptions';
import type { Hotfix } from './linkHotfixes';

/** Pull requests by label or branch, and deployments that the source calls unplanned. */
export async function loadHotfixes({
  context,
  delivery,
  rolloutIds,
}: JudgeOptions): Promise<Hotfix[]> {
  const { knex, derivationId } = context;
  const indexOf = new Map(rolloutIds.map((id, index) => [id, index]));
  const pullRequests = await readHotfixes({ knex, derivationId });
  const unplanned = delivery.counted.filter(
    deployment => deployment.isUnplanned,
  );
  return [
    ...pullRequests.map(row => ({
      rollout: indexOf.get(row.rolloutId)!,
      key: row.key,
      title: row.title ?? 'Hotfix',
      url: row.url ?? undefined,
    })),
    ...unplanned.map(deployment => ({
      rollout: delivery.rolloutOf.get(factKeyText(deployment))!,
      key: factKeyText(deployment),
      title: `Unplanned deployment to ${deployment.environment}`,
      url: deployment.url,
    })),
  ];
}
