import type { Company } from '../simulation/company';
import { manifestsOf, type Manifest } from '../simulation/findings/manifests';
import { scannerOf } from '../simulation/findings/scannerOf';
import type { RepositoryProfile } from '../simulation/repositoryProfiles';
import { uuidOf } from './uuidOf';

/** What Snyk tests daily: the dependencies that a manifest names, or the code of a repository. */
export interface SnykProject {
  readonly id: string;
  readonly target: SnykTarget;
  readonly name: string;
  readonly type: 'npm' | 'maven' | 'sast';
  /** Absent of code. */
  readonly manifest?: Manifest;
}

/** What projects were imported from: a repository. */
export interface SnykTarget {
  readonly id: string;
  readonly name: string;
  readonly repository: RepositoryProfile;
}

export function organizationIdOf(company: Company): string {
  return uuidOf('organization', company.login);
}

export function targetsOf(company: Company): SnykTarget[] {
  return company.repositories
    .filter(repository => scannerOf(repository) === 'snyk')
    .map(repository => {
      const name = `${company.login}/${repository.name}`;
      return { id: uuidOf('target', name), name, repository };
    });
}

/** A project for each manifest; what is no monorepo has its code tested too. */
export function projectsOf(target: SnykTarget): SnykProject[] {
  const { repository } = target;
  const ofManifests = manifestsOf(repository).map(manifest => {
    const name = `${target.name}:${manifest.file}`;
    const { type } = manifest;
    return { id: uuidOf('project', name), target, name, type, manifest };
  });
  const name = `${target.name} (Code)`;
  const id = uuidOf('project', name);
  const ofCode = { id, target, name, type: 'sast' as const };
  return ofManifests.length === 1 ? [...ofManifests, ofCode] : ofManifests;
}

export function allProjects(company: Company): SnykProject[] {
  return targetsOf(company).flatMap(projectsOf);
}
