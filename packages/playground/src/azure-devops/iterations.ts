import { FIRST_SPRINT_DAY, SPRINT_LENGTH } from '../simulation/sprintCalendar';
import { PROJECT } from './project';

/** Two weeks of the project's work. */
export interface Iteration {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

const FIRST_ID = 100;
/** Of the project itself, in which everything begins. */
export const ROOT_ITERATION = { id: 10, path: PROJECT } as const;

/** The iteration that is under way at an instant. */
export function iterationAt(at: number): Iteration {
  const number = Math.floor((at - FIRST_SPRINT_DAY) / SPRINT_LENGTH) + 1;
  const startsAt = FIRST_SPRINT_DAY + (number - 1) * SPRINT_LENGTH;
  const name = `Sprint ${number}`;
  return {
    id: FIRST_ID + number,
    name,
    path: `${PROJECT}\\${name}`,
    startsAt,
    endsAt: startsAt + SPRINT_LENGTH,
  };
}

/** From the beginning of the history to the next one, oldest first. */
export function iterationsBetween(start: number, now: number): Iteration[] {
  const iterations: Iteration[] = [];
  for (let at = start; at <= now + SPRINT_LENGTH; at += SPRINT_LENGTH) {
    iterations.push(iterationAt(at));
  }
  return iterations;
}
