import { NotFoundError } from '@backstage/errors';
import type {
  Bucket,
  MetricAnswer,
  MetricDefinition,
  ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import DataLoader from 'dataloader';
import type { DeveloperDetails } from '../../service/developers';
import type { EntityDetails } from '../../service/entities';
import type {
  MeasuringInput,
  WindowInput,
} from '../../service/EngineeringInsightsService';
import type { ReviewRow } from '../../service/facts';
import type { RepositoryDetails } from '../../service/repositories';
import type { GraphqlContext } from './GraphqlContext';

/** How a metric is asked for, whatever the entity. */
export interface MetricQuestion extends MeasuringInput {
  readonly window: WindowInput;
  readonly bucket?: Bucket;
  readonly mayBeKept: boolean;
}

export interface MetricKey {
  readonly entityRef: string;
  readonly metricId: string;
  readonly question: MetricQuestion;
}

/** One metric of one entity, with what it was asked for. */
export interface LoadedMetric {
  readonly entityRef: string;
  readonly definition: MetricDefinition;
  readonly answer: MetricAnswer;
  readonly window: ResolvedWindow;
  readonly calculatedAt: string;
}

export interface Loaders {
  /** Undefined where the caller may not see it, or it is not measured. */
  readonly entities: DataLoader<string, EntityDetails | undefined>;
  readonly metrics: DataLoader<MetricKey, LoadedMetric, string>;
  /** Undefined where the caller sees nothing that reads it. */
  readonly repositories: DataLoader<string, RepositoryDetails | undefined>;
  /** Undefined where the catalog does not show it to the caller. */
  readonly developers: DataLoader<string, DeveloperDetails | undefined>;
  /** Refs of the groups that own an entity. */
  readonly owners: DataLoader<string, readonly string[]>;
  /** Ref of the group at the top of a group. */
  readonly topGroups: DataLoader<string, string | undefined>;
  /** The domain of the address of a group. */
  readonly mailDomains: DataLoader<string, string | undefined>;
  /** Of a pull request by its id, oldest first. */
  readonly reviews: DataLoader<string, readonly ReviewRow[]>;
  /** Ref of the User who asks; undefined where that is a service. */
  readonly callerRef: () => Promise<string | undefined>;
}

type Asking = Pick<GraphqlContext, 'service' | 'credentials' | 'ask'>;

function groupBy<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return [...groups.values()];
}

export function notVisible(entityRef: string): Error {
  return new NotFoundError(
    `There is no ${entityRef} with metrics in the catalog that you may see.`,
  );
}

/** One question to the service for all keys that are asked alike. */
async function readAlike(
  { service, credentials, ask }: Asking,
  keys: readonly MetricKey[],
): Promise<ReadonlyMap<string, LoadedMetric>> {
  const [{ question }] = keys;
  const metricIds = [...new Set(keys.map(key => key.metricId))];
  const { metrics } = await service.listMetrics({ credentials });
  const definitions = new Map(metrics.map(each => [each.id, each]));
  const { byRef, window } = await ask(() =>
    service.getMetrics({
      ...question,
      credentials,
      entityRefs: keys.map(key => key.entityRef),
      metricIds,
      isCompared: true,
    }),
  );
  const loaded = new Map<string, LoadedMetric>();
  for (const [entityRef, { answers, calculatedAt }] of byRef) {
    for (const answer of answers) {
      loaded.set(`${entityRef} ${answer.metricId}`, {
        entityRef,
        definition: definitions.get(answer.metricId)!,
        answer,
        window: { ...window, bucket: question.bucket ?? window.bucket },
        calculatedAt,
      });
    }
  }
  return loaded;
}

async function loadMetrics(
  asking: Asking,
  keys: readonly MetricKey[],
): Promise<(LoadedMetric | Error)[]> {
  const results = new Map<MetricKey, LoadedMetric | Error>();
  const groups = groupBy(keys, ({ question }) => JSON.stringify(question));
  await Promise.all(
    groups.map(async group => {
      try {
        const loaded = await readAlike(asking, group);
        for (const key of group) {
          results.set(
            key,
            loaded.get(`${key.entityRef} ${key.metricId}`) ??
              notVisible(key.entityRef),
          );
        }
      } catch (error) {
        // It is of these fields alone; the others have their values.
        for (const key of group) results.set(key, error as Error);
      }
    }),
  );
  return keys.map(key => results.get(key)!);
}

/** The loaders of one request. */
export function createLoaders(asking: Asking): Loaders {
  const { service, credentials, ask } = asking;
  /** Asks for all keys at once, and answers in their order. */
  const byKey = <T, R>(
    read: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
    otherwise: R,
  ) =>
    new DataLoader<string, T | R>(async keys => {
      const known = await ask(() => read(keys));
      return keys.map(key => known.get(key) ?? otherwise);
    });
  let callerRef: Promise<string | undefined> | undefined;
  return {
    entities: byKey(
      entityRefs => service.getEntities({ credentials, entityRefs }),
      undefined,
    ),
    metrics: new DataLoader(keys => loadMetrics(asking, keys), {
      cacheKeyFn: key => JSON.stringify(key),
    }),
    repositories: byKey(
      ids => service.getRepositories({ credentials, ids }),
      undefined,
    ),
    developers: byKey(
      userRefs => service.getDevelopers({ credentials, userRefs }),
      undefined,
    ),
    owners: byKey(
      entityRefs => service.getOwners({ credentials, entityRefs }),
      [],
    ),
    topGroups: byKey(
      entityRefs => service.getTopGroups({ credentials, entityRefs }),
      undefined,
    ),
    mailDomains: byKey(
      groupRefs => service.getMailDomains({ credentials, groupRefs }),
      undefined,
    ),
    reviews: byKey(
      pullRequestIds => service.listReviews({ credentials, pullRequestIds }),
      [],
    ),
    callerRef: () => (callerRef ??= service.getCallerRef({ credentials })),
  };
}
