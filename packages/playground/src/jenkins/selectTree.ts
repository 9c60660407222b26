/** What a `tree` asks of an object: fields, each with what is asked of its value. */
interface Field {
  readonly name: string;
  readonly below: readonly Field[];
  readonly range?: { readonly from: number; readonly to: number };
}

/** The part of an object that Jenkins' `tree` parameter asks for: `jobs[name,allBuilds[number]{0,10}]`. */
export function selectTree(value: object, tree: string): unknown {
  const { fields, rest } = parseFields(tree);
  if (rest !== '') throw new Error(`The tree ends at '${rest}'.`);
  return select(value, fields);
}

function select(value: unknown, fields: readonly Field[]): unknown {
  if (Array.isArray(value)) return value.map(each => select(each, fields));
  if (typeof value !== 'object' || value === null) return value;
  const from = value as Record<string, unknown>;
  const selected: Record<string, unknown> = {};
  // Jenkins tells the class of every object that has one.
  if (from._class !== undefined) selected._class = from._class;
  for (const { name, below, range } of fields) {
    if (!(name in from)) continue;
    const member = from[name];
    const part =
      range && Array.isArray(member)
        ? member.slice(range.from, range.to)
        : member;
    selected[name] = select(part, below);
  }
  return selected;
}

function parseFields(text: string): { fields: Field[]; rest: string } {
  const fields: Field[] = [];
  let rest = text;
  for (;;) {
    const [name] = /^\w+/.exec(rest) ?? [];
    if (!name) throw new Error(`The tree has no name at '${rest}'.`);
    rest = rest.slice(name.length);
    let below: Field[] = [];
    if (rest.startsWith('[')) {
      const inner = parseFields(rest.slice(1));
      if (!inner.rest.startsWith(']'))
        throw new Error(`The tree has no ']' at '${inner.rest}'.`);
      below = inner.fields;
      rest = inner.rest.slice(1);
    }
    const [told, from, to] = /^\{(\d+),(\d+)\}/.exec(rest) ?? [];
    if (told) rest = rest.slice(told.length);
    const range = told && { from: Number(from), to: Number(to) };
    fields.push({ name, below, ...(range && { range }) });
    if (!rest.startsWith(',')) return { fields, rest };
    rest = rest.slice(1);
  }
}
