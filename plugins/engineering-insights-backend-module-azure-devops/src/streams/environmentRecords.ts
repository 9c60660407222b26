import { pipelinesOf } from '../azureScope';
import type { AzureAnswer, AzureDevopsClient } from '../client';
import type { Directory, Environment } from '../createDirectory';
import { instantOf } from '../instantOf';
import { orIfNotFound } from '../orIfNotFound';
import type { AzureList } from '../readList';
import type { remember } from '../remember';

const PAGE_SIZE = 100;

export interface DeploymentRecord {
  readonly id: number;
  readonly queueTime?: string;
  readonly finishTime?: string | null;
  readonly definition?: { readonly id?: number; readonly name?: string };
  readonly owner?: { readonly id?: number };
}

/** What all readings share. */
export interface EnvironmentSource {
  readonly client: AzureDevopsClient;
  readonly directory: Directory;
  readonly kept: ReturnType<typeof remember>;
}

/** One scope and how its project is asked. */
export interface EnvironmentReading extends EnvironmentSource {
  readonly project: string;
  readonly of: NonNullable<ReturnType<typeof pipelinesOf>>;
  readonly signal: AbortSignal;
}

/** The scope's own records, from the newest on until one says that the others are known. */
export async function readDownTo(
  reading: EnvironmentReading,
  options: {
    environment: Environment;
    isDone: (record: DeploymentRecord) => boolean;
  },
): Promise<{ records: DeploymentRecord[]; latestId?: number }> {
  const { environment, isDone } = options;
  const all: DeploymentRecord[] = [];
  let token: string | undefined;
  do {
    const { data, continuationToken } = await readRecordPage(reading, {
      environment,
      token,
    });
    all.push(...data.value);
    token = data.value.some(isDone) ? undefined : continuationToken;
  } while (token);
  return {
    records: await ofScope(reading, all),
    latestId: all.reduce<number | undefined>(
      (latest, { id }) => Math.max(latest ?? 0, id),
      undefined,
    ),
  };
}

/** One page of an environment's records, newest first. */
export function readRecordPage(
  { client, project, kept, signal }: EnvironmentReading,
  options: { environment: Environment; token?: string },
): Promise<AzureAnswer<AzureList<DeploymentRecord>>> {
  const { environment, token } = options;
  return kept(`${project}/${environment.id}/${token ?? ''}`, () =>
    orIfNotFound(
      client.get<AzureList<DeploymentRecord>>(
        { signal, permission: 'Environment (Read)' },
        {
          path: [
            project,
            '_apis',
            'pipelines',
            'environments',
            environment.id,
            'environmentdeploymentrecords',
          ],
          query: { top: PAGE_SIZE, continuationToken: token },
          preview: 'preview.1',
        },
      ),
      // It was deleted since it was listed.
      { data: { value: [] } },
    ),
  );
}

/**
 * The scope's own records: an environment has those of all pipelines of its
 * project. A pipeline is asked about when it is met, so that one which is new
 * is not missed.
 */
export async function ofScope(
  { directory, project, of, signal }: EnvironmentReading,
  records: readonly DeploymentRecord[],
): Promise<DeploymentRecord[]> {
  const own: DeploymentRecord[] = [];
  for (const record of records) {
    const { id, name } = record.definition ?? {};
    if (id === undefined) continue;
    const found =
      of.kind === 'pipeline'
        ? name
        : await directory.repositoryOfDefinition(project, id, signal);
    const wanted = of.kind === 'pipeline' ? of.definition : of.repository;
    if (found?.toLowerCase() === wanted) own.push(record);
  }
  return own;
}

/** Whether a time lies before a limit; one that is not told does not. */
export function isBefore(instant: string | undefined, limit: string): boolean {
  const at = instantOf(instant);
  return at !== undefined && Date.parse(at) < Date.parse(limit);
}
