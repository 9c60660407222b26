import {
  FIRST_SPRINT_DAY,
  SPRINT_LENGTH,
  SPRINT_MORNING,
} from '../simulation/sprintCalendar';
import type { JiraProject } from './projects';

/** Two weeks of a team's work. */
export interface JiraSprint {
  readonly id: number;
  readonly name: string;
  readonly boardId: number;
  readonly startsAt: number;
  /** When it is closed, somewhat before the next one begins. */
  readonly endsAt: number;
}

const SPRINTS_PER_BOARD = 1_000;

/** The sprint of a board that is under way at an instant; between two of them the next one. */
export function sprintAt(
  project: JiraProject,
  at: number,
): JiraSprint | undefined {
  const firstIsOpenAt = FIRST_SPRINT_DAY + SPRINT_MORNING.closes;
  const number = Math.floor((at - firstIsOpenAt) / SPRINT_LENGTH) + 1;
  if (project.board.type === 'kanban' || number < 1) return undefined;
  const day = FIRST_SPRINT_DAY + (number - 1) * SPRINT_LENGTH;
  return {
    id: project.board.id * SPRINTS_PER_BOARD + number,
    name: `${project.name} sprint ${number}`,
    boardId: project.board.id,
    startsAt: day + SPRINT_MORNING.begins,
    endsAt: day + SPRINT_LENGTH + SPRINT_MORNING.closes,
  };
}

/** The sprints from the beginning of the history to the next one, oldest first. */
export function sprintsOf(
  project: JiraProject,
  { start, now }: { start: number; now: number },
): JiraSprint[] {
  const sprints: JiraSprint[] = [];
  const last = now + SPRINT_LENGTH;
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
