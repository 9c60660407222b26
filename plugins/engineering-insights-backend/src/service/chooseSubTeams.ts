import type { Knex } from 'knex';
import { readSubTeams } from '../database/operations/entities/readSubTeams';

/** Whether what the groups below a group own counts: as asked, else where it owns nothing itself. */
export async function chooseSubTeams(options: {
  readonly knex: Knex;
  readonly entityId: number;
  readonly asked?: boolean;
}): Promise<{ hasSubTeams: boolean; isWithSubTeams: boolean }> {
  const { asked } = options;
  const { hasSubTeams, ownsItself } = await readSubTeams(options);
  return {
    hasSubTeams,
    isWithSubTeams: hasSubTeams && (asked ?? !ownsItself),
  };
}
