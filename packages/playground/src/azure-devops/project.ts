import { hash } from 'node:crypto';
import type { Company } from '../simulation/company';
import type { RepositoryProfile } from '../simulation/repositoryProfiles';
import type { RepositorySimulation } from '../simulation/repositorySimulation';
import type { World } from '../simulation/world';

/** The one project of the company's organization. */
export const PROJECT = 'Commerce';

/** Deployed by classic releases; what else there is deploys from its pipeline. */
const CLASSIC = 'loyalty';

/** Where this organization stands, below a path as a collection of a server does: `http://127.0.0.1:7070/azure-devops/acme`. */
export interface AzureSite {
  readonly origin: string;
}

/** A GUID that stands for a thing of the company. */
export function guidOf(kind: string, key: string | number): string {
  const digest = hash('sha256', `${kind} ${key}`);
  return [8, 4, 4, 4, 12]
    .reduce<{ at: number; parts: string[] }>(
      ({ at, parts }, length) => ({
        at: at + length,
        parts: [...parts, digest.slice(at, at + length)],
      }),
      { at: 0, parts: [] },
    )
    .parts.join('-');
}

export function repositoriesOf(world: World): RepositorySimulation[] {
  return world.company.azureRepositories.map(
    ({ name }) => world.azureRepository(name)!,
  );
}

export function isClassic({ name }: Pick<RepositoryProfile, 'name'>): boolean {
  return name === CLASSIC;
}

export interface AzureDefinition {
  readonly id: number;
  readonly name: string;
  readonly repository: RepositorySimulation;
  readonly workflow: string;
}

const WORKFLOWS = ['CI', 'Deploy', 'Release', 'Rollback'];

/** The pipelines of all repositories: one for each workflow. */
export function definitionsOf(world: World): AzureDefinition[] {
  return repositoriesOf(world).flatMap((repository, index) =>
    WORKFLOWS.map((workflow, position) => ({
      id: index * WORKFLOWS.length + position + 1,
      name: `${repository.profile.name}-${workflow.toLowerCase()}`,
      repository,
      workflow,
    })),
  );
}

/** What the pipelines of all repositories deploy to; an environment belongs to the project. */
export function environmentsOf(
  company: Company,
): { id: number; name: string }[] {
  const names = new Set(
    company.azureRepositories
      .filter(profile => !isClassic(profile))
      .flatMap(({ staging, production }) => [
        ...(staging ? [staging] : []),
        ...production,
      ]),
  );
  return [...names].map((name, index) => ({ id: index + 1, name }));
}

/** `Commerce\gift-cards`: work items of a service are in an area of its name. */
export function areaOf({ name }: Pick<RepositoryProfile, 'name'>): string {
  return `${PROJECT}\\${name}`;
}
