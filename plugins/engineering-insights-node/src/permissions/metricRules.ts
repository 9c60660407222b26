import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod/v4';
import { isMetricOf } from './isMetricOf';
import { engineeringInsightsMetricResourceRef as resourceRef } from './metricResourceRef';

const lower = (texts: readonly string[]) =>
  texts.map(text => text.toLocaleLowerCase('en-US'));
const hasOne = (of: readonly string[], wanted: readonly string[]) =>
  lower(wanted).some(each => of.includes(each));

const claims = z
  .array(z.string())
  .describe('Entity refs that the reader claims to be, such as groups.');

const isOwnerOf = createPermissionRule({
  name: 'IS_OWNER_OF',
  description: 'One of the claims is a group that owns the entity.',
  resourceRef,
  paramsSchema: z.object({ claims }),
  apply: ({ ownerRefs }, params) => hasOne(ownerRefs, params.claims),
  toQuery: params => ({ key: 'ownerRef', values: lower(params.claims) }),
});

const isMemberOf = createPermissionRule({
  name: 'IS_MEMBER_OF',
  description: 'The entity is a group, and one of the claims.',
  resourceRef,
  paramsSchema: z.object({ claims }),
  apply: ({ kind, entityRef }, params) =>
    kind === 'group' && hasOne([entityRef], params.claims),
  toQuery: params => ({
    allOf: [
      { key: 'kind', values: ['group'] },
      { key: 'entityRef', values: lower(params.claims) },
    ],
  }),
});

const hasKind = createPermissionRule({
  name: 'HAS_KIND',
  description: 'The entity has one of the kinds.',
  resourceRef,
  paramsSchema: z.object({
    kinds: z.array(z.string()).describe('Such as component or group.'),
  }),
  apply: ({ kind }, { kinds }) => hasOne([kind], kinds),
  toQuery: ({ kinds }) => ({ key: 'kind', values: lower(kinds) }),
});

const inSystem = createPermissionRule({
  name: 'IN_SYSTEM',
  description: 'The entity is one of the systems, or a part of one.',
  resourceRef,
  paramsSchema: z.object({
    systems: z
      .array(z.string())
      .describe('Entity refs, such as system:default/checkout.'),
  }),
  apply: ({ entityRef, systemRefs }, { systems }) =>
    hasOne([entityRef, ...systemRefs], systems),
  toQuery: ({ systems }) => ({
    anyOf: [
      { key: 'entityRef', values: lower(systems) },
      { key: 'systemRef', values: lower(systems) },
    ],
  }),
});

const hasMetricId = createPermissionRule({
  name: 'HAS_METRIC_ID',
  description: 'The metric is one of these.',
  resourceRef,
  paramsSchema: z.object({
    metricIds: z
      .array(z.string())
      .describe(
        'Such as dora.change-lead-time; a * at the end stands for anything.',
      ),
  }),
  apply: ({ metricId }, { metricIds }) =>
    metricId !== undefined && isMetricOf(metricId, metricIds),
  toQuery: ({ metricIds }) => ({ key: 'metricId', values: metricIds }),
});

/** By what a policy says which metrics of which entities somebody may read. */
export const engineeringInsightsMetricRules = {
  isOwnerOf,
  isMemberOf,
  hasKind,
  inSystem,
  hasMetricId,
};
