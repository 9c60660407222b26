import type { JsonObject, JsonValue } from '@backstage/types';
import type {
  Budget,
  Page,
  ReadOptions,
  Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import type { JiraClient } from '../client';
import { instantOf } from '../instantOf';
import { BOARD_PERMISSION, listBoards, type Board } from '../listBoards';
import { normalizeSprint } from '../normalize/sprints';
import { readValues } from '../readValues';

/** Boards are made seldom: every so many readings they are listed again. */
const READINGS_PER_LISTING = 12;

export type SprintsCursor = {
  boards: Board[];
  /** Live: how often these boards were read. */
  readings?: number;
  /** Live: the sprints that had not ended, by id, as they were. */
  open?: Record<string, string>;
  /** History: the boards that are still to be read. */
  left?: number[];
};

interface FoundSprint extends JsonObject {
  id: number;
  name: string;
  state: string;
  originBoardId?: number;
  startDate?: string;
  endDate?: string;
  completeDate?: string;
}

export function sprintsStream(client: JiraClient): Stream<SprintsCursor> {
  const { baseUrl } = client;
  return {
    name: 'sprints',
    produces: ['sprint'],
    personal: [],
    identify(item) {
      const { sprint } = item as unknown as { sprint: FoundSprint };
      return { externalId: String(sprint.id) };
    },
    read: options =>
      options.direction === 'live'
        ? readLive(client, options)
        : readHistory(client, options),
    normalize: item => normalizeSprint(item, { baseUrl }),
  };
}

/** What is used of a sprint; its goal is a text of people. */
function toItem(board: Board, sprint: FoundSprint): JsonValue {
  const { id, name, state, startDate, endDate, completeDate } = sprint;
  return {
    board: { id: board.id, name: board.name },
    sprint: {
      id,
      name,
      state,
      ...(startDate && { startDate }),
      ...(endDate && { endDate }),
      ...(completeDate && { completeDate }),
    },
  };
}

/**
 * Jira says of no sprint when it changed, so those that have not ended are
 * compared with how they were, and one that is no longer among them is read.
 */
async function* readLive(
  client: JiraClient,
  { scope, cursor, signal }: ReadOptions<SprintsCursor>,
): AsyncGenerator<Page<SprintsCursor>> {
  const readings = cursor?.readings ?? 0;
  const boards =
    cursor && readings % READINGS_PER_LISTING !== 0
      ? cursor.boards
      : await listBoards(client, { scope, signal });
  const known = cursor?.open ?? {};
  const items = new Map<string, { text: string; item: JsonValue }>();
  let budget: Budget | undefined;
  for (const board of boards) {
    const found = await readSprints(client, {
      board,
      state: 'active,future',
      signal,
    });
    budget = found.budget ?? budget;
    for (const sprint of ownSprints(board, boards, found.sprints)) {
      const item = toItem(board, sprint);
      items.set(String(sprint.id), { text: JSON.stringify(item), item });
    }
  }
  const ended = await readEnded(client, {
    boards,
    ids: Object.keys(known).filter(id => !items.has(id)),
    signal,
  });
  const changed = [...items]
    .filter(([id, { text }]) => known[id] !== text)
    .map(([, { item }]) => item);
  yield {
    items: [...ended, ...changed],
    cursor: {
      boards,
      readings: readings + 1,
      open: Object.fromEntries([...items].map(([id, { text }]) => [id, text])),
    },
    budget,
  };
}

async function readEnded(
  client: JiraClient,
  options: {
    readonly boards: readonly Board[];
    readonly ids: readonly string[];
    readonly signal: AbortSignal;
  },
): Promise<JsonValue[]> {
  const { boards, ids, signal } = options;
  const items: JsonValue[] = [];
  for (const id of ids) {
    const { status, data } = await client.ask({
      path: `/rest/agile/1.0/sprint/${id}`,
      permission: BOARD_PERMISSION,
      signal,
      // It was deleted, or moved to where the credentials may not see it.
      accepted: [403, 404],
    });
    if (status >= 400) continue;
    const sprint = data as unknown as FoundSprint;
    const board = boards.find(each => each.id === sprint.originBoardId);
    const [first] = boards;
    if (board ?? first) items.push(toItem(board ?? first, sprint));
  }
  return items;
}

/** The sprints that ended, board by board. */
async function* readHistory(
  client: JiraClient,
  { scope, cursor, since, signal }: ReadOptions<SprintsCursor>,
): AsyncGenerator<Page<SprintsCursor>> {
  const boards =
    cursor?.boards ?? (await listBoards(client, { scope, signal }));
  const left = cursor?.left ?? boards.map(({ id }) => id);
  for (const [index, id] of left.entries()) {
    const board = boards.find(each => each.id === id);
    if (!board) continue;
    const { sprints, budget } = await readSprints(client, {
      board,
      state: 'closed',
      signal,
    });
    const wanted = ownSprints(board, boards, sprints).filter(sprint =>
      isSince(sprint, since),
    );
    yield {
      items: wanted.map(sprint => toItem(board, sprint)).reverse(),
      cursor: { boards, left: left.slice(index + 1) },
      budget,
    };
  }
}

/** A board also shows sprints of other boards that have issues of its own; those are theirs where both are read. */
function ownSprints(
  board: Board,
  boards: readonly Board[],
  sprints: readonly FoundSprint[],
): FoundSprint[] {
  return sprints.filter(
    ({ originBoardId }) =>
      originBoardId === board.id ||
      !boards.some(({ id }) => id === originBoardId),
  );
}

function isSince(sprint: FoundSprint, since: string): boolean {
  const end = sprint.completeDate ?? sprint.endDate;
  return end === undefined || instantOf(end) >= instantOf(since);
}

async function readSprints(
  client: JiraClient,
  options: {
    readonly board: Board;
    readonly state: string;
    readonly signal: AbortSignal;
  },
): Promise<{ sprints: FoundSprint[]; budget?: Budget }> {
  const { board, state, signal } = options;
  const { values, budget } = await readValues<FoundSprint>(client, {
    path: `/rest/agile/1.0/board/${board.id}/sprint`,
    parameters: { state },
    permission: BOARD_PERMISSION,
    signal,
    // A board without sprints answers 400; one that was deleted since it was listed, 404.
    refusals: [400, 404],
  });
  return { sprints: values, budget };
}
