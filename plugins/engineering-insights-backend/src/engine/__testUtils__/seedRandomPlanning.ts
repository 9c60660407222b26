import { DateTime } from 'luxon';
import { pick, type RandomFacts } from './RandomFacts';

const ISSUES = 120;
const SPRINT_DAYS = 14;
const KINDS = ['feature', 'defect', 'incident', 'maintenance', 'other'];
const WAITING = ['Blocked', 'Ready for test'];
const WORKING = ['In progress', 'In review'];

type Transition = { at: string; to: string; toCategory: string };
type SprintChange = { at: string; sprintId: string; action: string };

/**
 * Issues in all states, with and without their history, some opened again, some
 * in sprints and moved between them; some that two scopes tell of.
 */
export async function seedRandomPlanning(options: RandomFacts): Promise<void> {
  const { knex, next, days, scopeIds } = options;
  const start = DateTime.fromISO(options.from, { zone: 'utc' });
  const at = (day: number) =>
    start.plus({ seconds: Math.round(day * 86_400) }).toISO()!;

  function transitionsOf(created: number, ended: number, isClosed: boolean) {
    const list: Transition[] = [
      { at: at(created), to: 'To do', toCategory: 'todo' },
    ];
    let day = created;
    while (next() < 0.75) {
      day += (ended - day) * next();
      const [to, toCategory] = pick(next, [
        ...[...WORKING, ...WAITING].map(status => [status, 'inProgress']),
        ['To do', 'todo'],
        ['Done', 'done'],
      ]);
      list.push({ at: at(day), to, toCategory });
    }
    if (isClosed) {
      list.push({ at: at(ended), to: 'Done', toCategory: 'done' });
    } else if (list.at(-1)!.toCategory === 'done') {
      list.push({ at: at(ended), to: 'To do', toCategory: 'todo' });
    }
    return list;
  }

  function sprintChangesOf(created: number) {
    const list: SprintChange[] = [];
    for (let number = 0; number < next() * 3; number += 1) {
      const sprint = Math.floor(created / SPRINT_DAYS) + number;
      const added = sprint * SPRINT_DAYS + (next() - 0.7) * 4;
      const change = { sprintId: String(sprint) };
      list.push({ ...change, at: at(added), action: 'added' });
      if (next() < 0.3) {
        const removed = added + next() * SPRINT_DAYS;
        list.push({ ...change, at: at(removed), action: 'removed' });
      }
    }
    return list;
  }

  // The window ends with the day.
  const edges = new Map([
    [3, 0],
    [4, Math.ceil(days)],
  ]);

  const issueOf = (scopeId: number, number: number) => {
    const isShared = number % 10 === 0;
    const created = (next() * 1.6 - 0.6) * days;
    const ended = Math.min(created + next() * 40, days);
    const isClosed = next() < 0.7;
    const transitions =
      next() < 0.85 ? transitionsOf(created, ended, isClosed) : undefined;
    const category = transitions?.at(-1)!.toCategory;
    const open = category ?? pick(next, ['todo', 'inProgress']);
    return {
      scope_id: scopeId,
      external_id: `issue-${number}`,
      source_updated_at: at(ended),
      url: isShared ? `https://tracker/browse/${number}` : null,
      key: `PAY-${number}`,
      title: `Issue ${number}`,
      type: next() < 0.1 ? 'subtask' : pick(next, KINDS),
      source_type: next() < 0.1 ? 'Epic' : null,
      status_category: isClosed ? 'done' : open,
      source_status: isClosed ? pick(next, ['Done', 'Done', "Won't do"]) : null,
      priority: pick(next, ['Urgent', 'Low', 'Low', null]),
      // At the window's edges too.
      created_at: number === 1 ? at(0) : at(created),
      closed_at: isClosed ? at(edges.get(number % 40) ?? ended) : null,
      assignee_actor: pick(next, ['human', 'human', 'bot', null]),
      estimate: pick(next, [1, 2, 3, 5, 8, null]),
      labels: pick(next, [['class: expedite'], ['api'], null]),
      transitions: transitions ? JSON.stringify(transitions) : null,
      sprint_changes:
        next() < 0.8 ? JSON.stringify(sprintChangesOf(created)) : null,
    };
  };

  for (const scopeId of scopeIds) {
    await knex('issues').insert(
      Array.from({ length: ISSUES }, (_, number) => issueOf(scopeId, number)),
    );
    const sprints = Math.ceil(days / SPRINT_DAYS);
    await knex('sprints').insert(
      Array.from({ length: sprints + 2 }, (_, index) => {
        const number = index - 1;
        const isOver = (number + 1) * SPRINT_DAYS < days;
        const end = at((number + 1) * SPRINT_DAYS);
        return {
          scope_id: scopeId,
          external_id: String(number),
          source_updated_at: end,
          name: `Sprint ${number}`,
          board: 'Payments',
          state: isOver ? pick(next, ['closed', 'dated']) : 'active',
          start_at: number % 5 === 2 ? null : at(number * SPRINT_DAYS),
          end_at: end,
          completed_at: isOver && next() < 0.7 ? end : null,
        };
      }),
    );
  }
}
