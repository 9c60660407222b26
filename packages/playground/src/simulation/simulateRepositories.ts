import type { Company } from './company';
import type { RepositoryProfile } from './repositoryProfiles';
import { RepositorySimulation } from './repositorySimulation';
import { beginRepository } from './workItems';

/** Finds repositories by name, each lived through up to now; one is made when it is first asked for. */
export function simulateRepositories(options: {
  readonly seed: string;
  readonly company: Company;
  readonly profiles: readonly RepositoryProfile[];
  readonly firstPosition: number;
  readonly start: number;
  readonly until: () => number;
}): (name: string) => RepositorySimulation | undefined {
  const { seed, company, profiles, firstPosition, start, until } = options;
  const simulations = new Map<string, RepositorySimulation>();
  return name => {
    const index = profiles.findIndex(profile => profile.name === name);
    if (index < 0) return undefined;
    let simulation = simulations.get(name);
    if (!simulation) {
      const profile = profiles[index];
      const position = firstPosition + index;
      simulation = new RepositorySimulation({
        seed,
        company,
        profile,
        position,
        start,
      });
      beginRepository(simulation);
      simulations.set(name, simulation);
    }
    simulation.timeline.advance(until());
    return simulation;
  };
}
