import type { RepositorySimulation } from './repositorySimulation';
import {
  nextPlanningDay,
  SPRINT_LENGTH,
  SPRINT_MORNING,
} from './sprintCalendar';
import { DAY } from './time';
import { decideWork, worksOfDay } from './workOfDay';
import { isClosed } from './workingHours';

/** What a team foresees of its next two weeks; the rest is written down when it is begun. */
const FORESEEN_SHARE = 0.75;

/** A planning before each sprint: what is foreseen is written down, before anybody works on it. */
export function planSprints(simulation: RepositorySimulation): void {
  const day = nextPlanningDay(simulation.now + 1);
  simulation.at(day + SPRINT_MORNING.isPlanned, () => {
    planSprint(simulation, day);
    planSprints(simulation);
  });
}

function planSprint(simulation: RepositorySimulation, monday: number): void {
  const [lead] = simulation.members;
  for (let day = monday; day < monday + SPRINT_LENGTH; day += DAY) {
    if (isClosed(day)) continue;
    const works = worksOfDay(simulation, day, simulation.random('day', day));
    for (const { key, at } of works) {
      const work = decideWork(simulation, simulation.random('work', ...key));
      const isForeseen = simulation
        .random('planning', ...key)
        .chance(FORESEEN_SHARE);
      if (!work.hasIssue || !isForeseen || at <= monday + SPRINT_MORNING.begins)
        continue;
      simulation.plannedIssues.set(
        key.join(' '),
        simulation.openIssue({
          title: work.title,
          body: 'As agreed in planning.',
          author: lead,
          labels: work.labels,
        }),
      );
    }
  }
}
