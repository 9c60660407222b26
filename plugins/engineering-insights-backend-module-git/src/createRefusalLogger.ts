import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { Place } from './address/parseRepositoryUrl';
import { ANNOTATION_GIT_URL, refusalOf } from './scopesOf';

/** As many as an operator reads; a catalog may hold any number. */
const MOST_REFUSALS = 1_000;

/** Says once of each entity why its repository is not read. What the annotation holds may be a secret, so only an address that is none is told. */
export function createRefusalLogger(options: {
  readonly logger: LoggerService;
  readonly allowed: readonly Place[];
}): (entity: Entity) => void {
  const { logger, allowed } = options;
  const told = new Set<string>();
  return entity => {
    const refusal = refusalOf(entity, allowed);
    if (refusal === undefined || told.size >= MOST_REFUSALS) return;
    const message = `${ANNOTATION_GIT_URL} of ${stringifyEntityRef(
      entity,
    )} ${refusal}`;
    if (told.has(message)) return;
    told.add(message);
    logger.warn(message);
  };
}
