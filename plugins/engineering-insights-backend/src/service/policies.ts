import type {
  PoliciesAnswer,
  PolicyChoice,
  PolicyOrigin,
  PolicyPart,
  PolicySwitch,
} from '@sei-platform/plugin-engineering-insights-common';
import { POLICY_PARTS } from '@sei-platform/plugin-engineering-insights-common';
import { readDeliveryEntity } from '../database/operations/delivery/readDeliveryEntity';
import type { StoredEntity } from '../database/operations/entities/readEntity';
import {
  listPolicySwitches,
  type PolicySwitchRow,
} from '../database/operations/policies/listPolicySwitches';
import { readSnapshot } from '../database/readSnapshot';
import {
  comparePolicies,
  resolvePolicy,
  settingsOf,
  sourceOfSetting,
  type DeliveryPolicies,
  type ResolvedPolicy,
} from '../delivery';
import type { ServiceContext } from './ServiceContext';

/** The kind of entities that deliver. */
const DERIVED_KIND = 'component';

function originOf({ setBy, location, reason }: PolicySwitchRow): PolicyOrigin {
  return {
    setBy,
    ...(location !== null && { location }),
    ...(reason !== null && { reason }),
  };
}

const isSame = (row: PolicySwitchRow, { name, hash }: ResolvedPolicy) =>
  row.name === name && row.hash === hash;

function switchOf(row: PolicySwitchRow): PolicySwitch {
  const { previousId, previousName, previousPolicy } = row;
  return {
    at: row.at.toISOString(),
    version: { id: String(row.versionId), name: row.name },
    ...originOf(row),
    ...(previousId !== null && {
      previous: { id: String(previousId), name: previousName! },
    }),
    differences: previousPolicy
      ? comparePolicies(previousPolicy, row.policy)
      : [],
  };
}

/** What sets each setting is known of the same policy as it is resolved now, also where it came into force before that was kept. */
function partsOf(
  row: PolicySwitchRow,
  wanted: ResolvedPolicy | undefined,
): readonly PolicyPart[] {
  const sources =
    wanted && isSame(row, wanted)
      ? { ...wanted.sources, ...row.sources }
      : row.sources;
  return POLICY_PARTS.map(name => ({
    name,
    settings: settingsOf(row.policy, name).map(setting => {
      const source = sourceOfSetting(setting.name, sources);
      return { ...setting, ...(source && { source }) };
    }),
  }));
}

/** Versions that the entity had, each once and the newest first, and what the configuration names. */
function choicesOf(options: {
  rows: readonly PolicySwitchRow[];
  policies: DeliveryPolicies;
}): readonly PolicyChoice[] {
  const { rows, policies } = options;
  const [inForce] = rows;
  const versions = new Map<number, PolicyChoice>();
  for (const [index, row] of rows.entries()) {
    if (row.versionId === inForce.versionId || versions.has(row.versionId)) {
      continue;
    }
    versions.set(row.versionId, {
      with: String(row.versionId),
      kind: 'version',
      name: row.name,
      lastInForceFrom: row.at.toISOString(),
      lastInForceTo: rows[index - 1].at.toISOString(),
    });
  }
  return [
    ...versions.values(),
    { with: 'default', kind: 'default' as const, name: 'default' },
    ...Object.keys(policies.byAnnotation).map(name => ({
      with: name,
      kind: 'namedPolicy' as const,
      name,
    })),
  ];
}

/** The policy of an entity with what sets each part, and all that it had. */
export async function listPolicies(question: {
  readonly context: ServiceContext;
  readonly entity: StoredEntity;
}): Promise<PoliciesAnswer> {
  const { context, entity } = question;
  const { policies } = context;
  const { rows, stored } = await readSnapshot(context.knex, async knex => ({
    rows: await listPolicySwitches({ knex, entityId: entity.id }),
    stored: await readDeliveryEntity({ knex, entityId: entity.id }),
  }));
  const [inForce] = rows;
  const wanted =
    stored && entity.kind === DERIVED_KIND
      ? resolvePolicy({
          policies,
          settings: stored.settings,
          entityRef: entity.ref,
        })
      : undefined;
  return {
    entity: { ref: entity.ref, kind: entity.kind, title: entity.title },
    ...(inForce && {
      inForce: {
        ...originOf(inForce),
        version: { id: String(inForce.versionId), name: inForce.name },
        since: inForce.at.toISOString(),
        parts: partsOf(inForce, wanted),
      },
    }),
    isChanging: wanted !== undefined && (!inForce || !isSame(inForce, wanted)),
    problems: wanted?.problems ?? [],
    switches: rows.map(switchOf),
    choices: inForce ? choicesOf({ rows, policies }) : [],
  };
}
