import { createCompany, type Company } from './company';
import type { Occurrence } from './model';
import { RepositorySimulation } from './repositorySimulation';
import { DAY, fromIso, startOfDay } from './time';
import { simulateRepositories } from './simulateRepositories';
import { withoutPipelines } from './withoutPipelines';
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
  /** The same of what is on GitLab. */
  gitlabProject(name: string): RepositorySimulation | undefined;
  /** The same of what is on a plain Git server. */
  gitRepository(name: string): RepositorySimulation | undefined;
  /** The same of what is on Azure DevOps. */
  azureRepository(name: string): RepositorySimulation | undefined;
  /** A repository with the pipelines that Jenkins runs of it; GitHub knows the rest of it. */
  jenkinsRepository(name: string): RepositorySimulation | undefined;
  /** Moves the clock; repositories follow when they are asked for, or at once where somebody listens. */
  advance(until: number): void;
  addPulse(pulse: Pulse): void;
  /** Hears everything that happens from now on. */
  listen(listener: (live: LiveOccurrence) => void): void;
}

/** Behind every repository of a large company, so that ids stay as they are when it grows. */
const FIRST_GITLAB_POSITION = 9_000;
const FIRST_JENKINS_POSITION = 9_500;
const FIRST_LIBRARY_POSITION = 9_700;
const FIRST_AZURE_POSITION = 9_800;
const FIRST_GIT_POSITION = 9_900;

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

  const gitlabProject = simulateRepositories({
    seed,
    company,
    profiles: company.gitlabProjects,
    firstPosition: FIRST_GITLAB_POSITION,
    start,
    until: () => until,
  });
  const onGithub = new Map<RepositorySimulation, RepositorySimulation>();
  const jenkinsRepository = simulateRepositories({
    seed,
    company,
    profiles: company.jenkinsRepositories,
    firstPosition: FIRST_JENKINS_POSITION,
    start,
    until: () => until,
  });

  const azureRepository = simulateRepositories({
    seed,
    company,
    profiles: company.azureRepositories,
    firstPosition: FIRST_AZURE_POSITION,
    start,
    until: () => until,
  });

  const gitRepository = simulateRepositories({
    seed,
    company,
    profiles: company.gitRepositories,
    firstPosition: FIRST_GIT_POSITION,
    start,
    until: () => until,
  });

  const library = simulateRepositories({
    seed,
    company,
    profiles: company.libraries,
    firstPosition: FIRST_LIBRARY_POSITION,
    start,
    until: () => until,
  });

  function repository(name: string): RepositorySimulation | undefined {
    const simulation = simulations.get(name) ?? create(name);
    simulation?.timeline.advance(until);
    if (simulation) return simulation;
    const shared = library(name);
    if (shared) return shared;
    const builtElsewhere = jenkinsRepository(name);
    if (!builtElsewhere) return undefined;
    const asOnGithub =
      onGithub.get(builtElsewhere) ?? withoutPipelines(builtElsewhere);
    onGithub.set(builtElsewhere, asOnGithub);
    return asOnGithub;
  }

  return {
    company,
    start,
    get until() {
      return until;
    },
    repository,
    gitlabProject,
    gitRepository,
    azureRepository,
    jenkinsRepository,
    repositoryById(id) {
      const position = RepositorySimulation.positionOf(id);
      const profile =
        company.repositories[position] ??
        company.libraries[position - FIRST_LIBRARY_POSITION];
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
