import { DAY, HOUR } from '../simulation/time';
import type { JiraProject } from './projects';

/** Two weeks of a team's work. */
export interface JiraSprint {
  readonly id: number;
  readonly name: string;
  readonly boardId: number;
  readonly startsAt: number;
  readonly endsAt: number;
}

const LENGTH = 14 * DAY;
/** A Monday morning before every history. */
const FIRST_START = Date.UTC(2024, 0, 1) / 1000 + 9 * HOUR;
const SPRINTS_PER_BOARD = 1_000;

/** The sprint of a board that is under way at an instant. */
export function sprintAt(
  project: JiraProject,
  at: number,
): JiraSprint | undefined {
  const number = Math.floor((at - FIRST_START) / LENGTH) + 1;
  if (project.board.type === 'kanban' || number < 1) return undefined;
  const startsAt = FIRST_START + (number - 1) * LENGTH;
  return {
    id: project.board.id * SPRINTS_PER_BOARD + number,
    name: `${project.name} sprint ${number}`,
    boardId: project.board.id,
    startsAt,
    endsAt: startsAt + LENGTH,
  };
}

/** The sprints from the beginning of the history to the next one, oldest first. */
export function sprintsOf(
  project: JiraProject,
  { start, now }: { start: number; now: number },
): JiraSprint[] {
  const sprints: JiraSprint[] = [];
  const last = now + LENGTH;
  let sprint = sprintAt(project, start);
  while (sprint && sprint.startsAt <= last) {
    sprints.push(sprint);
    sprint = sprintAt(project, sprint.endsAt);
  }
  return sprints;
}

export function sprintStateOf(
  sprint: JiraSprint,
  now: number,
): 'closed' | 'active' | 'future' {
  if (sprint.endsAt <= now) return 'closed';
  return sprint.startsAt <= now ? 'active' : 'future';
}
