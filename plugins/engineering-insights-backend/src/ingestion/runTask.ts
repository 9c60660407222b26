import { isError } from '@backstage/errors';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Connector } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import {
  saveTask,
  type SourceTask,
} from '../database/operations/ingestion/sourceTasks';
import { messageOf } from './messageOf';
import { redactSecrets } from './redactSecrets';

const LONGEST_MESSAGE = 2_000;

/** Asks something of a source beside its streams. One that fails keeps no other from it; operators read why. */
export async function runTask(options: {
  readonly knex: Knex;
  readonly connector: Connector;
  readonly task: SourceTask;
  readonly logger: LoggerService;
  readonly signal: AbortSignal;
  /** What is not done when it fails: `could not renew its subscriptions`. */
  readonly failing: string;
  readonly run: () => Promise<void>;
}): Promise<void> {
  const { knex, connector, task, logger, signal, failing, run } = options;
  const { id: source, title, origin } = connector;
  try {
    await run();
    await saveTask({ knex, source, origin, task });
  } catch (error) {
    if (signal.aborted) return;
    const message = redactSecrets(messageOf(error)).slice(0, LONGEST_MESSAGE);
    const name = isError(error) ? error.name : 'Error';
    logger.warn(
      `${title} at ${origin} ${failing}; it is tried again by itself. It said: ${message}`,
    );
    await saveTask({ knex, source, origin, task, error: { name, message } });
  }
}
