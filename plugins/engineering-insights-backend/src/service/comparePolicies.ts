import { NotFoundError } from '@backstage/errors';
import type {
  ComparedPolicy,
  PolicyComparison,
  ResolvedWindow,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import {
  listComparedIncidents,
  listComparedRollouts,
} from '../database/operations/policies/compareDerivations';
import {
  listPolicySwitches,
  type PolicySwitchRow,
} from '../database/operations/policies/listPolicySwitches';
import {
  comparePolicies as listDifferences,
  namedPolicy,
  runTrial,
  storedPolicy,
  type ResolvedPolicy,
} from '../delivery';
import { evaluate } from '../engine';
import { doraMetrics } from '../metrics';
import { policyRecords, type PolicySide } from './policyRecords';
import type { ServiceContext } from './ServiceContext';

export interface ComparisonQuestion {
  readonly context: ServiceContext;
  readonly entity: StoredEntity;
  readonly window: ResolvedWindow;
  /** The id of a version that it had, `default`, or the name of a policy. */
  readonly with: string;
  readonly limit: number;
  readonly offset: number;
  /** How long it may take. */
  readonly limitMs?: number;
}

interface Compared {
  readonly id?: string;
  readonly policy: ResolvedPolicy;
}

const VERSION_ID = /^[0-9]{1,9}$/;

function versionOf(row: PolicySwitchRow): Compared {
  return { id: String(row.versionId), policy: storedPolicy(row) };
}

function findOther(
  question: ComparisonQuestion,
  rows: readonly PolicySwitchRow[],
): Compared {
  const { context, entity } = question;
  const name = question.with;
  const policy = namedPolicy({
    policies: context.policies,
    name,
    entityRef: entity.ref,
  });
  if (policy) {
    return { policy };
  }
  const row = VERSION_ID.test(name)
    ? rows.find(({ versionId }) => versionId === Number(name))
    : undefined;
  if (!row) {
    throw new NotFoundError(
      `${entity.ref} never had a policy ${JSON.stringify(
        name,
      )}, and the configuration names none; …/policies lists what there is to compare with.`,
    );
  }
  return versionOf(row);
}

async function readValues(
  { context, entity, window }: ComparisonQuestion,
  knex: Knex,
): Promise<ComparedPolicy['values']> {
  const answers = await evaluate({
    knex,
    metrics: doraMetrics,
    entityIds: [entity.id],
    window,
    now: context.now(),
    intervalSeconds: context.settings.pollIntervalSeconds,
    minimumContributors: context.minimumContributors,
  });
  return answers
    .get(entity.id)!
    .map(({ metricId, value }) => ({ metricId, value }));
}

async function readSide(options: {
  knex: Knex;
  policy: ResolvedPolicy;
  derivationId: number;
  otherDerivationId: number;
  window: ResolvedWindow;
}): Promise<PolicySide> {
  const { knex, derivationId, otherDerivationId, window, policy } = options;
  const sides = {
    knex,
    derivationId,
    otherDerivationId,
    window: { from: window.from, to: window.to },
  };
  return {
    policy: policy.policy,
    rollouts: await listComparedRollouts(sides),
    incidents: await listComparedIncidents(sides),
  };
}

/** Derives under both from the same facts, as what is in force may be about to be derived anew. */
async function deriveBoth(
  question: ComparisonQuestion,
  inForce: ResolvedPolicy,
  other: ResolvedPolicy,
) {
  const { context, entity, window, limitMs } = question;
  return runTrial(
    {
      knex: context.knex,
      entityId: entity.id,
      title: 'The comparison',
      limitMs,
    },
    async ({ knex, derive }) => {
      const ownId = await derive(inForce);
      const values = await readValues(question, knex);
      const otherId = await derive(other);
      const otherValues = await readValues(question, knex);
      const sides = { knex, window };
      return {
        values,
        otherValues,
        inForce: await readSide({
          ...sides,
          policy: inForce,
          derivationId: ownId,
          otherDerivationId: otherId,
        }),
        other: await readSide({
          ...sides,
          policy: other,
          derivationId: otherId,
          otherDerivationId: ownId,
        }),
      };
    },
  );
}

const named = ({ id, policy }: Compared) => ({
  ...(id !== undefined && { id }),
  name: policy.name,
});

/** The five metrics of an entity under the policy in force and under another one, and the records that make the difference. */
export async function comparePolicies(
  question: ComparisonQuestion,
): Promise<PolicyComparison> {
  const { context, entity, window, limit, offset } = question;
  const rows = await listPolicySwitches({
    knex: context.knex,
    entityId: entity.id,
  });
  if (rows.length === 0) {
    throw new NotFoundError(
      `No policy is in force for ${entity.ref}: policies are of components whose deployments were derived.`,
    );
  }
  const inForce = versionOf(rows[0]);
  const other = findOther(question, rows);
  const derived = await context.turns(() =>
    deriveBoth(question, inForce.policy, other.policy),
  );
  if (!derived) {
    throw new NotFoundError(`${entity.ref} is no more.`);
  }
  const { records, counts } = policyRecords(derived);
  const next = offset + limit;
  return {
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    window,
    inForce: { version: named(inForce), values: derived.values },
    other: { version: named(other), values: derived.otherValues },
    differences: listDifferences(inForce.policy.policy, other.policy.policy),
    counts,
    records: records.slice(offset, next),
    totalCount: records.length,
    ...(next < records.length && { nextCursor: String(next) }),
  };
}
