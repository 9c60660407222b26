import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import { pipelinesOf } from '../azureScope';
import type { Asking, AzureDevopsClient } from '../client';
import type { Directory } from '../createDirectory';
import { instantOf } from '../instantOf';
import { normalizeBuild } from '../normalize/builds';
import { orIfNotFound } from '../orIfNotFound';
import { readByToken, type WholeList } from '../readList';
import { pick } from './pick';
import { readByTime, type TimeCursor } from './readByTime';

const PAGE_SIZE = 1_000;
/** Each asks for its stages, and for its tests where it publishes some. */
const AT_ONCE = 10;
/** Tasks that publish results of tests. */
const TEST_TASKS: ReadonlySet<string> = new Set([
  'PublishTestResults',
  'VSTest',
  'DotNetCoreCLI',
  'VisualStudioTestPlatform',
  'Maven',
  'Gradle',
  'Gulp',
  'Grunt',
]);

export interface Build {
  readonly id: number;
  readonly finishTime?: string;
  readonly sourceVersion?: string;
  readonly sourceBranch?: string;
}

interface TimelineRecord {
  readonly type?: string;
  readonly task?: { readonly name?: string } | null;
}

interface TestRun {
  readonly totalTests?: number;
  readonly passedTests?: number;
  readonly notApplicableTests?: number;
}

interface BuildReading {
  readonly client: AzureDevopsClient;
  readonly project: string;
  readonly signal: AbortSignal;
  readonly logger: LoggerService;
  /** Until it is refused. */
  mayReadTests: boolean;
}

/** Runs of pipelines, each once it has ended: Azure DevOps can list them by that time, and one that is run again ends anew. */
export function buildsStream(
  client: AzureDevopsClient,
  directory: Directory,
): Stream<TimeCursor> {
  return {
    name: 'builds',
    produces: ['pipelineRun'],
    personal: [],
    identify(item) {
      const { build } = item as { build: JsonObject };
      return {
        externalId: String(build.id),
        updatedAt: instantOf(build.lastChangedDate ?? build.finishTime),
      };
    },
    async *read({ scope, signal, ...options }) {
      const of = pipelinesOf(scope.externalId);
      if (!of) return;
      const which = await queryOf(directory, of, signal);
      const reading: BuildReading = {
        client,
        project: of.project,
        signal,
        logger: options.logger,
        mayReadTests: true,
      };
      yield* readByTime<Build>(
        {
          readBetween: ({ from, to }) =>
            readByToken<Build>(client, askingFor(signal), {
              path: [of.project, '_apis', 'build', 'builds'],
              query: {
                ...which,
                queryOrder: 'finishTimeDescending',
                minTime: from,
                maxTime: to,
                $top: PAGE_SIZE,
              },
            }),
          idOf: ({ id }) => String(id),
          timeOf: ({ finishTime }) => instantOf(finishTime),
          toItems: builds => toItems(reading, builds),
          atOnce: AT_ONCE,
        },
        options,
      );
    },
    normalize: normalizeBuild,
  };
}

/** Which pipelines' runs are meant: those of a repository are known without their list. */
async function queryOf(
  directory: Directory,
  scope: NonNullable<ReturnType<typeof pipelinesOf>>,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  if (scope.kind === 'repository') {
    const { id } = await directory.repository(scope, signal);
    return { repositoryId: id, repositoryType: 'TfsGit' };
  }
  const definitions = await directory.definitions(scope, signal);
  return { definitions: definitions.map(({ id }) => id).join(',') };
}

function askingFor(signal: AbortSignal): Asking {
  return { signal, permission: 'Build (Read)' };
}

async function toItems(
  reading: BuildReading,
  builds: readonly Build[],
): Promise<JsonValue[]> {
  const items: JsonValue[] = [];
  for (const build of builds) {
    const records = await readTimeline(reading, build.id);
    const hasTests = records.some(
      ({ type, task }) => type === 'Task' && TEST_TASKS.has(task?.name ?? ''),
    );
    const tests = hasTests ? await readTests(reading, build.id) : undefined;
    items.push({
      build: projectBuild(build),
      timeline: records.flatMap(projectRecord),
      ...(tests && { tests }),
    });
  }
  return items;
}

/** What is used of a build; the rest of what Azure DevOps sends is links, accounts and the message of a commit. */
export function projectBuild(build: object): JsonObject {
  const { definition, _links: links } = build as {
    definition?: object;
    _links?: { web?: object };
  };
  return {
    ...pick(build, [
      'id',
      'buildNumber',
      'status',
      'result',
      'reason',
      'queueTime',
      'startTime',
      'finishTime',
      'lastChangedDate',
      'sourceBranch',
      'sourceVersion',
    ]),
    ...(definition && { definition: pick(definition, ['id', 'name']) }),
    ...(links?.web && { web: pick(links.web, ['href']) }),
  };
}

/** Stages and jobs; their steps are many and not asked about. */
export function projectRecord(record: TimelineRecord): JsonObject[] {
  if (record.type !== 'Stage' && record.type !== 'Job') return [];
  return [
    pick(record, [
      'type',
      'name',
      'identifier',
      'state',
      'result',
      'attempt',
      'order',
      'startTime',
      'finishTime',
    ]),
  ];
}

async function readTimeline(
  { client, project, signal }: BuildReading,
  id: number,
): Promise<readonly TimelineRecord[]> {
  const answer = await orIfNotFound(
    client.get<{ records?: TimelineRecord[] | null }>(askingFor(signal), {
      path: [project, '_apis', 'build', 'builds', id, 'timeline'],
    }),
    undefined,
  );
  return answer?.data.records ?? [];
}

/** Counts of tests are worth less than the run itself, which is told without them where they may not be read. */
async function readTests(
  reading: BuildReading,
  id: number,
): Promise<JsonObject | undefined> {
  if (!reading.mayReadTests) return undefined;
  try {
    const list = await orIfNotFound(listTestRuns(reading, id), undefined);
    return list && countsOf(list.records);
  } catch (error) {
    if (!isError(error) || error.name !== 'NotAllowedError') throw error;
    reading.mayReadTests = false;
    reading.logger.warn(
      `Runs of pipelines are read without their tests. ${error.message}`,
    );
    return undefined;
  }
}

function listTestRuns(
  { client, project, signal }: BuildReading,
  id: number,
): Promise<WholeList<TestRun>> {
  return readByToken<TestRun>(
    client,
    { signal, permission: 'Test Management (Read)' },
    {
      path: [project, '_apis', 'test', 'runs'],
      query: {
        buildUri: `vstfs:///Build/Build/${id}`,
        includeRunDetails: 'true',
      },
    },
  );
}

/** Known where every run tells how many tests it had and how many passed; older servers leave out that none was skipped. */
function countsOf(runs: readonly TestRun[]): JsonObject | undefined {
  if (runs.length === 0) return undefined;
  const counts = { total: 0, passed: 0, skipped: 0 };
  for (const { totalTests, passedTests, notApplicableTests = 0 } of runs) {
    if (totalTests === undefined || passedTests === undefined) return undefined;
    counts.total += totalTests;
    counts.passed += passedTests;
    counts.skipped += notApplicableTests;
  }
  return counts;
}
