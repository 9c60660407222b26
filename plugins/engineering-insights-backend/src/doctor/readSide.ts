import type {
  DoctorSide,
  MetricWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { countDelivery } from '../database/operations/read/countDelivery';
import { listDeployments } from '../database/operations/read/listDeployments';
import { listIncidents } from '../database/operations/read/listIncidents';
import { evaluate, readMembers } from '../engine';
import { readFractions } from '../engine/health/readFractions';
import { doraMetrics } from '../metrics';

const EXAMPLES = 10;

/** What the policy in force makes of the stored facts of a component. */
export async function readSide(options: {
  knex: Knex;
  entityId: number;
  window: MetricWindow;
  now: string;
  intervalSeconds?: number;
  minimumContributors?: number;
}): Promise<Omit<DoctorSide, 'settings' | 'problems'>> {
  const { knex, entityId, window } = options;
  const entityIds = [entityId];
  const members = await readMembers({ knex, entityIds, periods: [window] });
  const answers = await evaluate({
    ...options,
    metrics: doraMetrics,
    entityIds,
  });
  const { environments } = await readFractions({ knex, members });
  const { items } = await listDeployments({
    knex,
    members,
    limit: EXAMPLES,
    offset: 0,
  });
  return {
    metrics: answers.get(entityId)!,
    counts: await countDelivery({ knex, entityId, window }),
    environments,
    deployments: items,
    incidents: await listIncidents({ knex, members, limit: EXAMPLES }),
  };
}
