import type { Entity } from '@backstage/catalog-model';
import type { ScopeRef } from '@sei-platform/plugin-engineering-insights-node';
import { decodeName } from './decodeName';
import { jobPathOf, namesOf } from './jobPathOf';
import { DEFAULT_NAME } from './readJenkinsSources';

export const ANNOTATION_JOB = 'jenkins.io/job-full-name';
/** What the annotation was called before. */
const OLD_ANNOTATION_JOB = 'jenkins.io/github-folder';

/** One controller among the configured ones. */
export interface ControllerChoice {
  readonly name: string;
  readonly baseUrl: string;
  /** There is no other that an annotation without a name could mean. */
  readonly isOnly: boolean;
}

/** The jobs and folders of a controller that an entity's annotation names: `payments/deploy`, `emea:payments,emea:ledger`. */
export function scopesOf(
  entity: Entity,
  controller: ControllerChoice,
): readonly ScopeRef[] {
  const { annotations } = entity.metadata;
  const text =
    annotations?.[ANNOTATION_JOB] ?? annotations?.[OLD_ANNOTATION_JOB];
  const fullNames = (text ?? '').split(',').flatMap(part => {
    // Jenkins forbids colons in names.
    const [job, controllerName] = part.trim().split(':').reverse();
    const isHere =
      controllerName === undefined
        ? controller.isOnly || controller.name === DEFAULT_NAME
        : controllerName === controller.name;
    const fullName = fullNameOf(job);
    return isHere && fullName ? [fullName] : [];
  });
  return [...new Set(fullNames)].map(fullName => ({
    externalId: fullName,
    title: fullName,
    url: `${controller.baseUrl}${jobPathOf(fullName)}/`,
  }));
}

/** As Backstage's Jenkins plugin takes it, the name may be written for an address. A job of a branch has `%2F` in its name. */
function fullNameOf(text: string): string {
  const decoded = text
    .split(/%252F|%2F/i)
    .map(decodeName)
    .join('%2F');
  return namesOf(decoded).join('/');
}
