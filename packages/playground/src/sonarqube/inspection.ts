import type { RepositorySimulation } from '../simulation/repositorySimulation';
import { DAY } from '../simulation/time';
import type { World } from '../simulation/world';
import { analysesOf, type Analysis } from './analyses';
import {
  findingsOf,
  type SimulatedHotspot,
  type SimulatedIssue,
} from './findings';
import { measuresOf, type Measures } from './measures';
import { projectsOf, type SonarqubeProject } from './projects';

/** An issue as the server knows it by now. */
export interface KnownIssue extends SimulatedIssue {
  readonly project: SonarqubeProject;
  readonly status: 'OPEN' | 'RESOLVED' | 'CLOSED';
  readonly resolution?: string;
  readonly updatedAt: number;
  readonly closedAt?: number;
}

/** A security hotspot as the server knows it by now. */
export interface KnownHotspot extends SimulatedHotspot {
  readonly project: SonarqubeProject;
  readonly status: 'TO_REVIEW' | 'REVIEWED';
  readonly resolution?: string;
  readonly updatedAt: number;
}

/** What the server knows of a project by now. */
export interface Inspection {
  readonly project: SonarqubeProject;
  readonly analyses: readonly (Analysis & { readonly measures: Measures })[];
  readonly issues: readonly KnownIssue[];
  readonly hotspots: readonly KnownHotspot[];
}

/** A closed issue is deleted after this long. */
export const CLOSED_KEPT_SECONDS = 30 * DAY;

const made = new WeakMap<
  RepositorySimulation,
  Inspection & { until: number }
>();

/** Everything known of a project, as far as it went by now. */
export function inspect(world: World, project: SonarqubeProject): Inspection {
  const { until } = world;
  const repository = world.repository(project.repository.name)!;
  const known = made.get(repository);
  if (known?.until === until) return known;
  const all = analysesOf(repository);
  const found = findingsOf(project, all);
  const measures = measuresOf(project, { analyses: all, ...found });
  const inspection = {
    project,
    until,
    analyses: all
      .map((analysis, index) => ({ ...analysis, measures: measures[index] }))
      .filter(({ endedAt }) => endedAt <= until),
    issues: found.issues.flatMap(issue => knownIssue(project, issue, until)),
    hotspots: found.hotspots.flatMap(hotspot =>
      knownHotspot(project, hotspot, until),
    ),
  };
  made.set(repository, inspection);
  return inspection;
}

export function inspectAll(world: World): Inspection[] {
  return projectsOf(world.company).map(project => inspect(world, project));
}

function knownIssue(
  project: SonarqubeProject,
  issue: SimulatedIssue,
  until: number,
): KnownIssue[] {
  const { found, gone, decision } = issue;
  if (found.endedAt > until) return [];
  if (gone && gone.endedAt <= until) {
    if (gone.at + CLOSED_KEPT_SECONDS < until) return [];
    const closed = { status: 'CLOSED', resolution: 'FIXED' } as const;
    const at = gone.at;
    return [{ ...issue, ...closed, project, updatedAt: at, closedAt: at }];
  }
  if (decision && decision.at <= until) {
    const { at, resolution } = decision;
    const status = 'RESOLVED';
    return [{ ...issue, project, status, resolution, updatedAt: at }];
  }
  return [{ ...issue, project, status: 'OPEN', updatedAt: found.at }];
}

function knownHotspot(
  project: SonarqubeProject,
  hotspot: SimulatedHotspot,
  until: number,
): KnownHotspot[] {
  const { found, gone, review } = hotspot;
  // One that the code has no more is not listed.
  if (found.endedAt > until || (gone && gone.endedAt <= until)) return [];
  if (review && review.at <= until) {
    const { at, resolution } = review;
    const status = 'REVIEWED';
    return [{ ...hotspot, project, status, resolution, updatedAt: at }];
  }
  return [{ ...hotspot, project, status: 'TO_REVIEW', updatedAt: found.at }];
}
