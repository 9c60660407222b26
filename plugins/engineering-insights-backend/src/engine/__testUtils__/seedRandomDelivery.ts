import { DateTime } from 'luxon';
import type { Seed } from './seed';

interface Component {
  readonly entityId: number;
  readonly derivationId: number;
  readonly scopeId: number;
}

/** Some of everything that deriving can leave behind, for components that share a repository by twos and belong to one system. */
export async function seedRandomDelivery(options: {
  readonly seed: Seed;
  readonly next: () => number;
  readonly from: string;
  readonly days: number;
  readonly componentCount: number;
}): Promise<{
  systemId: number;
  entityIds: readonly number[];
  /** Each is that of two components. */
  scopeIds: readonly number[];
}> {
  const { seed, from, next, componentCount } = options;
  const systemId = await seed.entity({ name: 'shop', kind: 'system' });
  const entityIds: number[] = [];
  const scopeIds: number[] = [];
  for (let index = 0; index < componentCount; index += 2) {
    const pair: { entityId: number; derivationId: number }[] = [];
    for (const suffix of ['a', 'b']) {
      const entityId = await seed.entity({
        name: `service-${index}-${suffix}`,
      });
      await seed.owns({ parentId: systemId, entityId, relation: 'system' });
      pair.push({
        entityId,
        derivationId: await seed.derivation({ entityId }),
      });
      entityIds.push(entityId);
    }
    const scopeId = await seed.scope({
      entityIds: pair.map(({ entityId }) => entityId),
      name: `acme/repository-${index}`,
    });
    scopeIds.push(scopeId);
    await seed.stream({
      scopeId,
      coveredFrom: DateTime.fromISO(from, { zone: 'utc' })
        .minus({ days: 30 })
        .toISO()!,
      lastSuccessAt: DateTime.fromISO(from, { zone: 'utc' })
        .plus({ days: options.days - 1 })
        .toISO()!,
    });
    await seedRepository({
      ...options,
      components: pair.map(part => ({ ...part, scopeId })),
      next,
    });
  }
  return { systemId, entityIds, scopeIds };
}

async function seedRepository(options: {
  readonly seed: Seed;
  readonly next: () => number;
  readonly from: string;
  readonly days: number;
  readonly components: readonly Component[];
}): Promise<void> {
  const { seed, next, components, days } = options;
  const start = DateTime.fromISO(options.from, { zone: 'utc' });
  const at = (day: number) =>
    start.plus({ seconds: Math.round(day * 86_400) }).toISO()!;
  const pick = <T>(values: readonly T[]): T =>
    values[Math.floor(next() * values.length)];
  let day = -next();
  for (let number = 1; day < days - 0.2; number += 1) {
    const firstCommit = day - next() * 5;
    const created = day - next() * 3;
    const { scopeId } = components[0];
    const pullRequestId = await seed.pullRequest({
      scopeId,
      number,
      createdAt: at(created),
      mergedAt: at(day),
      firstCommitAt: next() < 0.8 ? at(firstCommit) : undefined,
      authorActor: pick(['human', 'human', 'bot']),
    });
    if (next() < 0.7) {
      await seed.review({
        scopeId,
        number,
        submittedAt: at(created + next() * (day - created)),
        state: 'commented',
      });
      await seed.review({
        scopeId,
        number,
        submittedAt: at(day - 0.01),
        state: pick(['approved', 'approved', 'changesRequested']),
      });
    }
    await seed.review({
      scopeId,
      number,
      submittedAt: at(created),
      reviewerActor: 'bot',
      reviewerKey: 'bot',
    });
    const finished = day + next() * 0.5;
    for (const component of components.filter(() => next() < 0.8)) {
      await seedRollout({
        ...options,
        component,
        finishedAt: at(finished),
        key: `d-${number}`,
        pullRequestId,
        number,
        startedAt: at(firstCommit),
        end: at(days),
      });
    }
    day += next() * 3;
  }
}

async function seedRollout(options: {
  readonly seed: Seed;
  readonly next: () => number;
  readonly component: Component;
  readonly finishedAt: string;
  readonly startedAt: string;
  readonly end: string;
  readonly key: string;
  readonly number: number;
  readonly pullRequestId: number;
}): Promise<void> {
  const { seed, next, component, finishedAt, startedAt, key, pullRequestId } =
    options;
  const { derivationId, scopeId } = component;
  const later = DateTime.fromISO(finishedAt, { zone: 'utc' })
    .plus({ hours: 1 + next() * 10 })
    .toISO()!;
  const hasRevision = next() < 0.9;
  const rolloutId = await seed.rollout({
    derivationId,
    scopeId,
    finishedAt,
    key,
    sha: hasRevision ? undefined : null,
    noChangeReason: hasRevision ? undefined : 'noRevision',
  });
  if (hasRevision) {
    for (let index = 0; index < next() * 4; index += 1) {
      await seed.change({
        derivationId,
        scopeId,
        rolloutId,
        startedAt,
        finishedAt,
        pullRequestId,
        sha: `c${options.number}x${index}`,
        actor: next() < 0.2 ? 'bot' : 'human',
        excludedReason: next() < 0.2 ? 'mergeCommit' : undefined,
      });
    }
    await seed.pullRequestDeployment({
      derivationId,
      pullRequestId,
      rolloutId,
      finishedAt,
      isContributing: next() < 0.9,
    });
  }
  if (next() < 0.3) {
    const isRemedied = later < options.end && next() < 0.7;
    const remediatedBy = isRemedied
      ? await seed.rollout({
          derivationId,
          scopeId,
          finishedAt: later,
          key: `${key}-back`,
          isRollback: true,
          noChangeReason: 'revisionAlreadyDeployed',
        })
      : undefined;
    await seed.failure({
      derivationId,
      rolloutId,
      failedAt: finishedAt,
      remediatedBy,
      recoveredAt: isRemedied ? later : undefined,
      isCounted: next() < 0.8,
    });
  }
}
