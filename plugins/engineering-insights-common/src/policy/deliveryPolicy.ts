import { z } from 'zod/v4';

const pattern = z.string().min(1).max(200);

/**
 * What counts as a deployment, as production, as a failure and as an incident.
 * It keys the delivery rows: a change derives new rows beside the old ones.
 */
export const deliveryPolicySchema = z.object({
  deployments: z
    .object({
      from: z
        .enum(['deployments', 'releases', 'tags', 'pipelineRuns', 'merges'])
        .default('deployments'),
      sources: z.array(z.string()).optional(),
      pipeline: pattern.optional(),
      job: pattern.optional(),
      stage: pattern.optional(),
      branch: pattern.optional(),
      tag: pattern.optional(),
      /** The environment that is given to what names none, such as releases. */
      environment: z.string().optional(),
    })
    .prefault({}),
  environments: z
    .object({
      /** Patterns over the whole name, without regard to case. */
      production: z.array(pattern).default(['(prod|production|live)([-_./].*)?']),
      /** `rollout`: the same revision in several environments counts once. */
      count: z.enum(['rollout', 'each']).default('rollout'),
    })
    .prefault({}),
  failures: z
    .object({
      attributionWindowHours: z.number().min(0).max(24 * 30).default(24),
      minimumConfidence: z.number().min(0).max(1).default(0.6),
      evidence: z
        .object({
          incident: z.boolean().default(true),
          rollback: z.boolean().default(true),
          revert: z.boolean().default(true),
          hotfix: z.boolean().default(true),
        })
        .prefault({}),
      hotfixLabels: z.array(z.string()).default(['hotfix']),
      hotfixBranches: z.array(pattern).default(['hotfix/.*', 'hotfix-.*']),
    })
    .prefault({}),
  incidents: z
    .object({
      issueTypes: z.array(z.string()).default([]),
      labels: z.array(z.string()).default([]),
      components: z.array(z.string()).default([]),
      priority: z.array(z.string()).default([]),
      services: z.array(z.string()).default([]),
    })
    .prefault({}),
});

export type DeliveryPolicy = z.infer<typeof deliveryPolicySchema>;
export type DeliveryPolicyInput = z.input<typeof deliveryPolicySchema>;
