import type { Knex } from 'knex';

/** Which tables hold what; what is named nowhere belongs to the rest. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  facts: [
    'commits',
    'pull_requests',
    'reviews',
    'pipeline_runs',
    'source_deployments',
    'incidents',
  ],
  delivery: [
    'derivations',
    'rollouts',
    'deployments',
    'deployment_commits',
    'deployment_pull_requests',
    'claim_walks',
    'failures',
    'remediations',
    'incident_attributions',
  ],
  values: ['current_values', 'bucket_values', 'current_blocks'],
  payloads: ['payloads', 'webhook_deliveries'],
};
const REST = 'rest';

export interface PartSize {
  readonly part: string;
  readonly rows: number;
  /** Tables with their indexes and what is stored beside them. */
  readonly bytes: number;
}

/** How much the database holds, part by part. */
export async function readSizes(knex: Knex): Promise<readonly PartSize[]> {
  const { rows: tables } = await knex.raw<{
    rows: { name: string; root: string; bytes: string }[];
  }>(`
    select relation.relname as name,
           coalesce(pg_partition_root(relation.oid)::regclass::text,
             relation.relname) as root,
           pg_total_relation_size(relation.oid) as bytes
      from pg_class as relation
     where relation.relkind = 'r'
       and relation.relnamespace = 'public'::regnamespace`);
  const partOf = (root: string) =>
    Object.keys(PARTS).find(part => PARTS[part].includes(root)) ?? REST;
  const sizes = new Map<string, { rows: number; bytes: number }>();
  for (const { name, root, bytes } of tables) {
    const [{ count }] = await knex(name).count();
    const part = partOf(root);
    const known = sizes.get(part) ?? { rows: 0, bytes: 0 };
    sizes.set(part, {
      rows: known.rows + Number(count),
      bytes: known.bytes + Number(bytes),
    });
  }
  return [...Object.keys(PARTS), REST].map(part => ({
    part,
    ...(sizes.get(part) ?? { rows: 0, bytes: 0 }),
  }));
}
