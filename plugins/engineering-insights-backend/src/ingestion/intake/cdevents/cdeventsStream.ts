import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  Fact,
  FactKind,
  IntakeAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { StoredFact } from '../../../database/operations/facts/factRow';
import { FACT_TABLES } from '../../../database/operations/facts/factTables';
import { readFactRows } from '../../../database/operations/facts/readFactRows';
import type { IntakeItem, IntakeStream } from '../IntakeStream';
import { invalidAt } from '../invalidAt';
import { payloadOf } from '../payloadOf';
import { cdeventSchema } from './cdeventSchema';
import { factKindOf } from './factKindOf';
import { readStories } from './readStories';
import { scopeOf } from './scopeOf';
import { subjectKey } from './subjectKey';
import { tellStory } from './tellStory';

const PERSONAL = ['creator', 'updatedBy', 'assignees/*', 'reviewer'].map(
  member => `/subject/content/${member}`,
);

/** Events of deployment tools and pipelines: CDEvents 0.3 to 0.5. */
export const cdeventsStream: IntakeStream = {
  maximumCount: 5_000,
  itemsName: 'events',
  scopeOf: item => {
    const { data } = cdeventSchema.safeParse(item);
    return data && scopeOf(data);
  },
  toPayload: (item, scrub) =>
    payloadOf({
      item: withoutCustomData(item),
      personal: PERSONAL,
      ...scrub,
      identify,
    }),
  async understand({ knex, scopeId, items }) {
    const { things, ...told } = readThings(items);
    const keys = [...things.keys()];
    const stories = await readStories({ knex, scopeId, keys });
    const known = await readKnown({ knex, scopeId, things });
    const facts: Fact[] = [];
    const [ignored, invalid] = [[...told.ignored], [...told.invalid]];
    for (const [key, { kind, index }] of things) {
      const story = stories.get(key)!;
      const each = tellStory({
        kind,
        externalId: key,
        story,
        known: known.get(key),
      });
      if ('fact' in each) facts.push(each.fact);
      else if ('ignored' in each) ignored.push(each.ignored);
      else invalid.push(...invalidAt(index, [], each.invalid));
    }
    return { facts, ignored, invalid, notes: [] };
  },
};

/** Something that events tell of. */
interface Thing {
  readonly kind: FactKind;
  /** The place of its last event. */
  readonly index: number;
}

/** The things that some events tell of, by their keys. */
function readThings(items: readonly IntakeItem[]): {
  things: ReadonlyMap<string, Thing>;
  ignored: readonly string[];
  invalid: IntakeAnswer['invalid'];
} {
  const things = new Map<string, Thing>();
  const ignored: string[] = [];
  const invalid: IntakeAnswer['invalid'][number][] = [];
  for (const { index, body } of items) {
    const { success, data, error } = cdeventSchema.safeParse(body);
    if (!success) {
      invalid.push(...invalidAt(index, [], error.issues));
      continue;
    }
    const told = factKindOf(data.context.type);
    if ('ignored' in told) ignored.push(told.ignored);
    else things.set(subjectKey(data), { ...told, index });
  }
  return { things, ignored, invalid };
}

/** What was known of the things before. */
async function readKnown(options: {
  readonly knex: Knex.Transaction;
  readonly scopeId: number;
  readonly things: ReadonlyMap<string, Thing>;
}): Promise<Map<string, StoredFact>> {
  const { knex, scopeId, things } = options;
  const kinds = new Set([...things.values()].map(({ kind }) => kind));
  const known = new Map<string, StoredFact>();
  for (const kind of kinds) {
    const rows = await readFactRows({
      knex,
      table: FACT_TABLES[kind],
      scopeId,
      externalIds: [...things].flatMap(([key, thing]) =>
        thing.kind === kind ? [key] : [],
      ),
    });
    for (const [externalId, row] of rows) known.set(externalId, row);
  }
  return known;
}

function identify(body: JsonValue) {
  const { data } = cdeventSchema.safeParse(body);
  return data
    ? { externalId: subjectKey(data), updatedAt: data.context.timestamp }
    : {};
}

/** What a tool adds for itself is not read and may hold anything. */
function withoutCustomData(item: JsonValue): JsonValue {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return item;
  const { customData, ...rest } = item as JsonObject;
  return rest;
}
