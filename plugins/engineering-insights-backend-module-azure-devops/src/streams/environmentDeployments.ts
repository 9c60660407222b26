import type { JsonObject, JsonValue } from '@backstage/types';
import {
  isNotFoundError,
  NotAllowedError,
  type Page,
  type ReadOptions,
  type Stream,
} from '@sei-platform/plugin-engineering-insights-node';
import { DateTime } from 'luxon';
import { pipelinesOf } from '../azureScope';
import type { AzureDevopsClient } from '../client';
import type { Directory, Environment } from '../createDirectory';
import { instantOf } from '../instantOf';
import { normalizeEnvironmentDeployment } from '../normalize/environmentDeployments';
import { remember } from '../remember';
import {
  isBefore,
  ofScope,
  readDownTo,
  readRecordPage,
  type DeploymentRecord,
  type EnvironmentReading,
  type EnvironmentSource,
} from './environmentRecords';
import { pick } from './pick';
import { readRevisions } from './readRevisions';

/** All scopes of a project see the same records, so what one asked serves the others of that round. */
const KEEP_SECONDS = 30;
/** An approval may be waited for as long; what is open longer was lost. */
const LONGEST_RUN = { days: 30 };

export type EnvironmentsCursor = {
  /** Live, by environment: the latest record that was seen, and when those that had not ended then were queued. */
  seen?: Record<string, { id: number; open: Record<string, string> }>;
  /** History: the environments that are not read to their end yet, and where the first of them goes on. */
  left?: number[];
  token?: string;
};

/** Deployments of pipelines to the environments of a project. */
export function environmentDeploymentsStream(
  client: AzureDevopsClient,
  directory: Directory,
): Stream<EnvironmentsCursor> {
  const source = {
    client,
    directory,
    kept: remember({ seconds: KEEP_SECONDS }),
  };
  return {
    name: 'environment-deployments',
    produces: ['deployment'],
    personal: [],
    identify(item) {
      const { record } = item as { record: JsonObject };
      return {
        externalId: `environment/${record.id}`,
        updatedAt: instantOf(
          record.finishTime ?? record.startTime ?? record.queueTime,
        ),
      };
    },
    read: options => readEnvironments(source, options),
    normalize: item =>
      normalizeEnvironmentDeployment(item, { baseUrl: client.baseUrl }),
  };
}

async function* readEnvironments(
  source: EnvironmentSource,
  options: ReadOptions<EnvironmentsCursor>,
): AsyncGenerator<Page<EnvironmentsCursor>> {
  const { scope, signal, direction } = options;
  const of = pipelinesOf(scope.externalId);
  if (!of) return;
  const { project } = of;
  const reading: EnvironmentReading = { ...source, project, of, signal };
  try {
    yield* direction === 'live'
      ? readLive(reading, options)
      : readHistory(reading, options);
  } catch (error) {
    if (!isNotFoundError(error)) throw error;
    throw new NotAllowedError(
      `Azure DevOps has the project "${project}" and no environments of it. Switch Pipelines on in the project's settings; Azure DevOps Server has environments from 2020 on.`,
      error,
    );
  }
}

/** The list is the newest first and knows no time of change, so each environment is read down to what is known and had ended. */
async function* readLive(
  reading: EnvironmentReading,
  options: ReadOptions<EnvironmentsCursor>,
): AsyncGenerator<Page<EnvironmentsCursor>> {
  const { cursor, since, until } = options;
  const { directory, project, signal } = reading;
  const environments = await directory.environments(project, signal);
  const oldest = instantBefore(until);
  const isOpen = ({ finishTime, queueTime }: DeploymentRecord) =>
    !instantOf(finishTime) && !isBefore(queueTime, oldest);
  const seen = { ...cursor?.seen };
  for (const environment of environments) {
    const known = seen[environment.id];
    const { records, latestId } = await readDownTo(reading, {
      environment,
      isDone: record => {
        // Older ones may end yet, which history, that reads each once, would never tell.
        if (!known) {
          return (
            isBefore(record.queueTime, since) &&
            isBefore(record.queueTime, oldest)
          );
        }
        const openIds = Object.keys(known.open).map(Number);
        return record.id <= known.id && openIds.every(id => record.id <= id);
      },
    });
    const fresh = records.filter(record =>
      known
        ? record.id > known.id || known.open[record.id] !== undefined
        : !isBefore(record.queueTime, since) || isOpen(record),
    );
    const open = fresh.filter(isOpen);
    seen[environment.id] = {
      id: Math.max(latestId ?? 0, known?.id ?? 0),
      open: Object.fromEntries(
        open.map(({ id, queueTime }) => [id, queueTime ?? until]),
      ),
    };
    if (fresh.length > 0) {
      fresh.sort((left, right) => left.id - right.id);
      yield {
        items: await toItems(reading, { environment, records: fresh }),
        cursor: { seen: { ...seen } },
      };
    }
  }
  yield { items: [], cursor: { seen } };
}

function instantBefore(until: string): string {
  return DateTime.fromISO(until, { zone: 'utc' }).minus(LONGEST_RUN).toISO()!;
}

/** One environment after the other, each from its newest record down to what is not wanted any more. */
async function* readHistory(
  reading: EnvironmentReading,
  options: ReadOptions<EnvironmentsCursor>,
): AsyncGenerator<Page<EnvironmentsCursor>> {
  const { cursor, since } = options;
  const { directory, project, signal } = reading;
  const environments = await directory.environments(project, signal);
  let left = cursor?.left ?? environments.map(({ id }) => id);
  let token = cursor?.token;
  while (left.length > 0) {
    const [id, ...others] = left;
    const environment = environments.find(each => each.id === id);
    if (environment) {
      const { data, continuationToken } = await readRecordPage(reading, {
        environment,
        token,
      });
      const isPast = data.value.some(each => isBefore(each.queueTime, since));
      token = isPast ? undefined : continuationToken;
      left = token ? left : others;
      const own = await ofScope(reading, data.value);
      const wanted = own.filter(({ queueTime }) => !isBefore(queueTime, since));
      yield {
        items: await toItems(reading, { environment, records: wanted }),
        cursor: { left, ...(token && { token }) },
      };
    } else {
      // It was deleted meanwhile.
      left = others;
      token = undefined;
    }
  }
}

async function toItems(
  { client, project, signal }: EnvironmentReading,
  of: { environment: Environment; records: readonly DeploymentRecord[] },
): Promise<JsonValue[]> {
  const { environment, records } = of;
  const revisions = await readRevisions({
    client,
    project,
    signal,
    buildIds: records.flatMap(({ owner }) => owner?.id ?? []),
  });
  return records.map(record => ({
    project,
    environment: { id: environment.id, name: environment.name },
    record: projectRecord(record),
    ...(record.owner?.id !== undefined && {
      build: { id: record.owner.id, ...revisions.get(record.owner.id) },
    }),
  }));
}

/** What is used of a record. */
function projectRecord(record: object): JsonObject {
  return pick(record, [
    'id',
    'stageName',
    'jobName',
    'stageAttempt',
    'queueTime',
    'startTime',
    'finishTime',
    'result',
  ]);
}
