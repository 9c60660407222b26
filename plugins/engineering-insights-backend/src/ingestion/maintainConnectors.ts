import { isError, stringifyError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import { redactSecrets } from './redactSecrets';

/** Lets each connector renew what expires; one that fails keeps no other from it. */
export async function maintainConnectors(options: {
  readonly connectors: readonly Connector[];
  readonly logger: LoggerService;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { connectors, logger, signal } = options;
  for (const connector of connectors) {
    if (signal.aborted) return;
    try {
      await connector.maintain?.({ signal });
    } catch (error) {
      const said = redactSecrets(
        isError(error) ? error.message : stringifyError(error),
      );
      logger.warn(
        `${connector.title} at ${connector.origin} could not renew its subscriptions; it is tried again at the next maintenance. It said: ${said}`,
      );
    }
  }
}
