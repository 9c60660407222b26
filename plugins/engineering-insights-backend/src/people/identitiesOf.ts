import type { LoggerService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type { Identity } from '@sei-platform/plugin-engineering-insights-common';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';

/** The accounts that a User's annotations name, and those of its e-mail address in every source. */
export function identitiesOf(options: {
  user: Entity;
  connectors: readonly Connector[];
  logger: LoggerService;
}): Identity[] {
  const { user, connectors, logger } = options;
  const profile = (user.spec?.profile ?? {}) as { email?: unknown };
  const { email } = profile;
  return connectors.flatMap(connector => {
    // An author of a commit may be known by nothing else.
    const byAddress: Identity[] =
      typeof email === 'string' && email.includes('@')
        ? [{ source: connector.id, email }]
        : [];
    try {
      return [...(connector.identitiesOf?.(user) ?? []), ...byAddress];
    } catch (error) {
      logger.error(
        `${
          connector.title
        } does not understand the annotations of ${stringifyEntityRef(
          user,
        )}, so nobody is known by them there. Correct them: ${stringifyError(
          error,
        )}`,
      );
      return byAddress;
    }
  });
}
