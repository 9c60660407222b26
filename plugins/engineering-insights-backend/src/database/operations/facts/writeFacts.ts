import type { Fact } from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { type ListedActors, readListedActors } from '../people/listedActors';
import type { StoredFact } from './factRow';
import { FACT_TABLES, type FactTable } from './factTables';
import { findTouchedFrom } from './findTouchedFrom';
import { lockScopeFacts } from './lockScopeFacts';
import { mergeFact } from './mergeFact';
import { readFactRows } from './readFactRows';
import { storableText } from './storableText';
import { storedInstant, tellFields } from './tellFields';
import { upsertFactRows } from './upsertFactRows';

export interface WriteFactsOptions {
  /** A transaction: the payloads, dirty marks and cursor that belong to the facts are written in the same one. */
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly facts: readonly Fact[];
  /**
   * ISO 8601: the time of facts that have no `sourceUpdatedAt`. Such facts are
   * only as ordered as their arrival, so a replay passes when the payload was
   * observed and gets the same rows again.
   */
  readonly receivedAt: string;
  readonly identitySalt: string;
}

export interface WriteFactsResult {
  /** Facts that were new or changed a value. */
  readonly writtenCount: number;
  /** Facts that said nothing new. */
  readonly unchangedCount: number;
  /** The earliest instant, or `-infinity`, at which delivery may change; absent where no value changed. */
  readonly touchedFromAt?: string;
}

/**
 * Merges facts of one scope into their tables, field by field. Whatever the
 * order of arrival, however often, and however split into batches, the rows end
 * the same. Writers of one scope wait for each other; a transaction that
 * writes several scopes takes them by ascending id.
 */
export async function writeFacts(
  options: WriteFactsOptions,
): Promise<WriteFactsResult> {
  const { knex, scopeId, facts } = options;
  if (facts.length === 0) return { writtenCount: 0, unchangedCount: 0 };
  await lockScopeFacts({ knex, scopeId });

  const listedActors = await readListedActors({ knex });
  let writtenCount = 0;
  const touched: string[] = [];
  for (const [table, factsOfKind] of groupByTable(facts)) {
    const externalIds = [
      ...new Set(factsOfKind.map(fact => storableText(fact.externalId))),
    ];
    const known = await readFactRows({ knex, table, scopeId, externalIds });
    const merged = mergeAll({
      ...options,
      facts: factsOfKind,
      table,
      known,
      listedActors,
    });
    await upsertFactRows({ knex, table, scopeId, rows: merged.rows });
    writtenCount += merged.writtenCount;
    touched.push(...merged.touched);
  }
  return {
    writtenCount,
    unchangedCount: facts.length - writtenCount,
    ...(touched.length > 0 && { touchedFromAt: touched.sort()[0] }),
  };
}

function groupByTable(facts: readonly Fact[]): Map<FactTable, Fact[]> {
  const groups = new Map<FactTable, Fact[]>();
  for (const fact of facts) {
    const table = FACT_TABLES[fact.kind];
    const group = groups.get(table);
    if (group) group.push(fact);
    else groups.set(table, [fact]);
  }
  return groups;
}

interface MergedRow extends StoredFact {
  readonly hasNewValues: boolean;
  readonly isToWrite: boolean;
}

interface MergeAllOptions {
  readonly table: FactTable;
  readonly facts: readonly Fact[];
  readonly known: ReadonlyMap<string, StoredFact>;
  readonly receivedAt: string;
  readonly identitySalt: string;
  readonly listedActors: ListedActors;
}

function mergeAll(options: MergeAllOptions) {
  const { table, facts, known } = options;
  const merged = new Map<string, MergedRow>();
  let writtenCount = 0;
  for (const fact of facts) {
    const externalId = storableText(fact.externalId);
    const before = merged.get(externalId) ?? known.get(externalId);
    const row = mergeOne({ ...options, fact, externalId, before });
    if (row.hasNewValues) writtenCount += 1;
    const earlier = merged.get(externalId);
    merged.set(externalId, {
      ...row,
      hasNewValues: row.hasNewValues || earlier?.hasNewValues === true,
      isToWrite: row.isToWrite || earlier?.isToWrite === true,
    });
  }
  const rows = [...merged.values()].filter(row => row.isToWrite);
  const touched = rows
    .filter(row => row.hasNewValues)
    .map(({ state }) =>
      findTouchedFrom({
        table,
        before: known.get(state.externalId)?.state,
        after: state,
      }),
    );
  return { rows, writtenCount, touched };
}

function mergeOne(
  options: MergeAllOptions & {
    fact: Fact;
    externalId: string;
    before: StoredFact | undefined;
  },
): MergedRow {
  const { table, externalId, before, fact } = options;
  const receivedAt = storedInstant(options.receivedAt);
  const { state, hasNewValues, hasNewTimes } = mergeFact({
    table,
    known: before?.state,
    externalId,
    told: tellFields(options),
    at: fact.sourceUpdatedAt ? storedInstant(fact.sourceUpdatedAt) : receivedAt,
  });
  // What is received after its tombstone is there again; a replay of older payloads raises nothing.
  const isBack =
    before?.deletedAt !== undefined && receivedAt > before.deletedAt;
  return {
    state,
    deletedAt: isBack ? undefined : before?.deletedAt,
    hasNewValues: hasNewValues || isBack,
    isToWrite: hasNewValues || hasNewTimes || isBack,
  };
}
