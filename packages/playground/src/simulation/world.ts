import { createCompany, type Company } from './company';
import type { Occurrence } from './model';
import { RepositorySimulation } from './repositorySimulation';
import { DAY, fromIso, startOfDay } from './time';
import { beginLiveWork, beginRepository } from './workItems';

/** A change made while people watched, kept so that the same history returns. */
export interface Pulse {
  readonly repository: string;
  /** Seconds since 1970. */
  readonly at: number;
}

export interface WorldOptions {
  readonly seed: string;
  readonly components: number;
  /** Months of history before the anchor day. */
  readonly months: number;
  /** `2026-11-22`: the day of the first start. */
  readonly anchorDay: string;
  readonly pulses?: readonly Pulse[];
}

export interface LiveOccurrence {
  readonly repository: RepositorySimulation;
  readonly occurrence: Occurrence;
}

/** A company and what happened in it, as far as it has been lived through. */
export interface World {
  readonly company: Company;
  readonly start: number;
  readonly until: number;
  /** Lived through up to now; made when it is first asked for. */
  repository(name: string): RepositorySimulation | undefined;
  repositoryById(id: number): RepositorySimulation | undefined;
  /** Moves the clock; repositories follow when they are asked for, or at once where somebody listens. */
  advance(until: number): void;
  addPulse(pulse: Pulse): void;
  /** Hears everything that happens from now on. */
  listen(listener: (live: LiveOccurrence) => void): void;
}

export function historyStart(options: {
  anchorDay: string;
  months: number;
}): number {
  const date = new Date(`${options.anchorDay}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - options.months);
  return startOfDay(date.getTime() / 1000);
}

export function createWorld(options: WorldOptions): World {
  const { seed } = options;
  const company = createCompany(options);
  const start = historyStart(options);
  const pulses = [...(options.pulses ?? [])];
  const simulations = new Map<string, RepositorySimulation>();
  const positions = new Map(
    company.repositories.map((profile, position) => [profile.name, position]),
  );
  let until = start;
  let listener: ((live: LiveOccurrence) => void) | undefined;

  function follow(simulation: RepositorySimulation): RepositorySimulation {
    simulation.onOccurrence =
      listener &&
      (occurrence => listener?.({ repository: simulation, occurrence }));
    return simulation;
  }

  function create(name: string): RepositorySimulation | undefined {
    const position = positions.get(name);
    if (position === undefined) return undefined;
    const profile = company.repositories[position];
    const simulation = new RepositorySimulation({
      seed,
      company,
      profile,
      position,
      start,
    });
    beginRepository(simulation);
    for (const pulse of pulses) {
      if (pulse.repository === name)
        simulation.at(pulse.at, () => beginLiveWork(simulation, pulse.at));
    }
    simulation.timeline.advance(until);
    simulations.set(name, simulation);
    // What is history by now is not told.
    return follow(simulation);
  }

  function repository(name: string): RepositorySimulation | undefined {
    const simulation = simulations.get(name) ?? create(name);
    simulation?.timeline.advance(until);
    return simulation;
  }

  return {
    company,
    start,
    get until() {
      return until;
    },
    repository,
    repositoryById(id) {
      const profile = company.repositories[RepositorySimulation.positionOf(id)];
      return profile && repository(profile.name);
    },
    advance(instant) {
      until = Math.max(until, Math.floor(instant));
      if (listener)
        for (const simulation of simulations.values())
          simulation.timeline.advance(until);
    },
    addPulse(pulse) {
      pulses.push(pulse);
      const simulation = simulations.get(pulse.repository);
      simulation?.at(pulse.at, () => beginLiveWork(simulation, pulse.at));
    },
    listen(hear) {
      listener = hear;
      for (const simulation of simulations.values()) follow(simulation);
    },
  };
}

/** Lives through one UTC day, `2026-11-22`, in every repository. */
export function generateDay(world: World, day: string): void {
  world.advance(fromIso(`${day}T00:00:00Z`) + DAY - 1);
  for (const { name } of world.company.repositories) world.repository(name);
}
