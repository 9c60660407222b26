import type { Knex } from 'knex';
import { prepared } from '../../prepared';

/** Instants are ISO 8601. */
export interface FailureRow {
  readonly rollout_id: string;
  readonly failed_at: string;
  readonly confidence: number;
  readonly is_counted: boolean;
  readonly evidence: readonly object[];
  readonly is_marked_by_hand: boolean;
  readonly recovered_at: string | null;
  readonly recovered_by: string | null;
}

export interface RemediationRow {
  readonly rollout_id: string;
  readonly failed_rollout_id: string;
  readonly kind: string;
  readonly confidence: number;
}

export interface IncidentAttributionRow {
  readonly incident_id: string | null;
  readonly issue_id: string | null;
  readonly attribution: string;
  readonly reason: string | null;
  readonly rollout_id: string | null;
  readonly confidence: number | null;
}

interface JudgementTable {
  readonly name: string;
  readonly columns: string;
  readonly types: string;
}

const FAILURES: JudgementTable = {
  name: 'failures',
  columns: `rollout_id, failed_at, confidence, is_counted, evidence,
    is_marked_by_hand, recovered_at, recovered_by`,
  types: `rollout_id bigint, failed_at timestamptz, confidence double precision,
    is_counted boolean, evidence jsonb, is_marked_by_hand boolean,
    recovered_at timestamptz, recovered_by text`,
};
const REMEDIATIONS: JudgementTable = {
  name: 'remediations',
  columns: 'rollout_id, failed_rollout_id, kind, confidence',
  types:
    'rollout_id bigint, failed_rollout_id bigint, kind text, confidence double precision',
};
const ATTRIBUTIONS: JudgementTable = {
  name: 'incident_attributions',
  columns: 'incident_id, issue_id, attribution, reason, rollout_id, confidence',
  types: `incident_id bigint, issue_id bigint, attribution text, reason text,
    rollout_id bigint, confidence double precision`,
};

/** Makes failures, remediations and attributions of a derivation those given, writing only what differs. */
export async function writeJudgements(options: {
  knex: Knex;
  derivationId: number;
  failures: readonly FailureRow[];
  remediations: readonly RemediationRow[];
  attributions: readonly IncidentAttributionRow[];
}): Promise<void> {
  const { knex, derivationId } = options;
  const replace = (table: JudgementTable, rows: readonly object[]) =>
    replaceRows({ knex, derivationId, table, rows });
  await replace(FAILURES, options.failures);
  await replace(REMEDIATIONS, options.remediations);
  await replace(ATTRIBUTIONS, options.attributions);
}

/** Rows are few and narrow, so one that differs in anything is deleted and added. */
async function replaceRows(options: {
  knex: Knex;
  derivationId: number;
  table: JudgementTable;
  rows: readonly object[];
}): Promise<void> {
  const { knex, derivationId, table } = options;
  const bindings = { derivationId, rows: JSON.stringify(options.rows) };
  const told = `
    told as (
      select *
      from jsonb_to_recordset(cast(:rows as jsonb)) as t (${table.types})
    ),
    stored as (
      select ${table.columns}
      from ${table.name}
      where derivation_id = :derivationId
    )`;
  await prepared(
    knex,
    `with ${told}
    delete from ${table.name} as d
    using (
      select * from stored
      except
      select ${table.columns} from told
    ) as gone
    where d.derivation_id = :derivationId
      and (${prefixed('d', table)}) is not distinct from (${prefixed(
      'gone',
      table,
    )})`,
    bindings,
  );
  await prepared(
    knex,
    `with ${told}
    insert into ${table.name} (derivation_id, ${table.columns})
    select :derivationId, added.*
    from (
      select ${table.columns} from told
      except
      select * from stored
    ) as added`,
    bindings,
  );
}

function prefixed(alias: string, table: JudgementTable): string {
  return table.columns
    .split(',')
    .map(column => `${alias}.${column.trim()}`)
    .join(', ');
}
