import { codeFindingsOf } from '../simulation/findings/codeFindings';
import { dependencyFindingsOf } from '../simulation/findings/dependencyFindings';
import type { RepositoryFinding } from '../simulation/findings/repositoryFinding';
import { createRandom } from '../simulation/random';
import { DAY, HOUR, startOfDay } from '../simulation/time';
import type { World } from '../simulation/world';
import { allProjects, type SnykProject } from './projects';
import { uuidOf } from './uuidOf';

/** A finding as Snyk knows it, as far as it went by now. */
export interface SnykIssue extends RepositoryFinding {
  readonly id: string;
  readonly project: SnykProject;
  readonly createdAt: number;
  readonly ignoredAt?: number;
  readonly resolvedAt?: number;
  readonly updatedAt: number;
}

/** What people decide to live with. */
const IGNORED_SHARE = 0.2;

/** Whatever its daily tests found in a project, in no order of time. */
export function issuesOf(world: World, project: SnykProject): SnykIssue[] {
  const repository = world.repository(project.target.repository.name)!;
  const findings = project.manifest
    ? dependencyFindingsOf(repository, project.manifest)
    : codeFindingsOf(repository);
  return findings
    .flatMap(finding => testedBy(project, finding, world.until) ?? [])
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

export function allIssues(world: World): SnykIssue[] {
  return allProjects(world.company).flatMap(project =>
    issuesOf(world, project),
  );
}

/** A finding that came and went between two tests was never seen. */
function testedBy(
  project: SnykProject,
  finding: RepositoryFinding,
  now: number,
): SnykIssue | undefined {
  const random = createRandom('snyk issue', project.id, finding.key);
  const createdAt = nextTest(project, finding.from);
  const gone =
    finding.to === undefined ? Infinity : nextTest(project, finding.to);
  if (createdAt > now || gone <= createdAt) return undefined;
  const decidedAt = createdAt + Math.round(random.around(4 * DAY, 0.8));
  const isIgnored = random.chance(IGNORED_SHARE);
  const ignoredAt =
    isIgnored && decidedAt < gone && decidedAt <= now ? decidedAt : undefined;
  const resolvedAt = gone <= now ? gone : undefined;
  return {
    ...finding,
    id: uuidOf('issue', project.id, finding.key, createdAt),
    project,
    createdAt,
    ignoredAt,
    resolvedAt,
    updatedAt: resolvedAt ?? ignoredAt ?? createdAt,
  };
}

function nextTest({ id }: SnykProject, at: number): number {
  const timeOfDay = createRandom('snyk test', id).integer(0, 24 * HOUR - 1);
  const today = startOfDay(at) + timeOfDay;
  return today >= at ? today : today + DAY;
}
