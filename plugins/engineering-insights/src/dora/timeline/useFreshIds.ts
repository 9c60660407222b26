import { useEffect, useRef, useState } from 'react';

const FRESH_MS = 2_000;

/** The ids that came with the newest data of the same list, for two seconds. */
export function useFreshIds(
  ids: readonly string[],
  listId: string,
): ReadonlySet<string> {
  const known = useRef<{ listId: string; ids: ReadonlySet<string> }>();
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const joined = ids.join(' ');

  useEffect(() => {
    const before = known.current;
    known.current = { listId, ids: new Set(ids) };
    if (!before || before.listId !== listId) return undefined;
    const added = ids.filter(id => !before.ids.has(id));
    if (added.length === 0) return undefined;
    setFresh(new Set(added));
    const timer = setTimeout(() => setFresh(new Set()), FRESH_MS);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the ids are compared by what they are
  }, [joined, listId]);
  return fresh;
}
