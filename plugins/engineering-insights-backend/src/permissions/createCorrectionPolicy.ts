import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { ConditionTransformer } from '@backstage/plugin-permission-node';
import type { MetricFilter } from '@sei-platform/plugin-engineering-insights-node';
import type { Knex } from 'knex';
import { listPermittedRefs } from '../database/operations/entities/listPermittedRefs';
import type { Decide } from './createDecisions';
import { criteriaOfMetric } from './criteriaOfMetric';
import { allOf, anyOf, type EntityCriteria } from './EntityCriteria';

interface Asking {
  readonly credentials: BackstageCredentials;
}

/** Of which entities the portal's policy lets callers correct by hand. */
export interface CorrectionPolicy {
  /** Whether of any at all. */
  mayAny(options: Asking): Promise<boolean>;
  /** @returns those of the entities whose delivery may be corrected. */
  correctableOf(
    options: Asking & { readonly entityRefs: readonly string[] },
  ): Promise<ReadonlySet<string>>;
}

/** Owned by one of the claims, or a team that is one. */
function ownedBy(claims: readonly string[]): EntityCriteria {
  const values = claims.map(claim => claim.toLocaleLowerCase('en-US'));
  return anyOf([
    { key: 'ownerRef', values },
    allOf([
      { key: 'kind', values: ['group'] },
      { key: 'entityRef', values },
    ]),
  ]);
}

/** Conditions say of what; a policy that says yes without any means what the caller owns. */
export function createCorrectionPolicy(options: {
  readonly decide: Decide;
  readonly toFilter: ConditionTransformer<MetricFilter>;
  readonly knex: Knex;
  /** Refs that a caller is or belongs to; none of a service. */
  readonly claimsOf: (
    credentials: BackstageCredentials,
  ) => Promise<readonly string[]>;
}): CorrectionPolicy {
  const { decide, toFilter, knex, claimsOf } = options;

  async function criteriaFor({ credentials }: Asking): Promise<EntityCriteria> {
    const decision = await decide(credentials);
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return ownedBy(await claimsOf(credentials));
      case AuthorizeResult.CONDITIONAL:
        return criteriaOfMetric(toFilter(decision.conditions), undefined);
      default:
        return false;
    }
  }

  return {
    async mayAny(asking) {
      return (await criteriaFor(asking)) !== false;
    },

    async correctableOf({ entityRefs, ...asking }) {
      const criteria = await criteriaFor(asking);
      return new Set(await listPermittedRefs({ knex, entityRefs, criteria }));
    },
  };
}
