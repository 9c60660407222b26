import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { isCandidateSql, isLeftOutAsBotSql } from '../cohortSql';
import { doraReference } from '../doraReference';

const HOUR = 3_600;

/** Median time from a commit to its arrival in production. */
export const changeLeadTime: Metric = {
  definition: {
    id: 'dora.change-lead-time',
    version: 1,
    title: 'Change lead time',
    summary:
      'How long a typical commit takes from being written to running in production.',
    formula:
      'The median, over the changes that first reached production in the window, of the finish of the rollout minus the time the commit was authored.',
    unit: 'seconds',
    direction: 'lowerIsBetter',
    aggregate: 'quantile',
    observationKind: 'change',
    minimumSample: 5,
    isPersonDerived: false,
    requires: [
      'Production deployments that name a commit',
      'The commit history between two deployments',
    ],
    excludes: [
      'Merge commits, which carry no change of their own',
      'Squash commits and rebased copies, whose original commits count instead',
      'Commits of the first known deployment, or of one whose predecessor or history is not known',
      'Commits dated after their deployment',
      'In a monorepo, commits that touch none of the paths of the service',
    ],
    blindSpots: [
      'Work before the first commit, such as planning and design',
      'Changes that reach production without a deployment, such as a feature flag being switched',
      'Original commits of a squashed pull request whose source does not list them',
    ],
    references: [doraReference],
  },
  needs: ['deployments', 'revisions'],
  observations: scope => ({
    sql: `
      select scope.entity_id,
             change.scope_id || ':' || change.sha as observation_key,
             change.finished_at as observed_at,
             extract(epoch from change.finished_at - change.started_at)
               ::double precision as value,
             case
               when change.excluded_reason is not null
                 then change.excluded_reason
               when ${isLeftOutAsBotSql(scope, 'change.actor')} then 'bot'
             end as excluded_reason
        from scope
        join deployment_commits as change
          on change.derivation_id = scope.derivation_id
         and change.finished_at >= scope.from_at
         and change.finished_at < scope.to_at
       where ${isCandidateSql(scope, 'change.actor')}
      union all
      -- Rollouts that brought no commit at all stand for their unknown changes.
      select scope.entity_id,
             rollout.rollout_key as observation_key,
             rollout.finished_at as observed_at,
             null::double precision as value,
             rollout.no_change_reason as excluded_reason
        from scope
        join rollouts as rollout
          on rollout.derivation_id = scope.derivation_id
         and rollout.finished_at >= scope.from_at
         and rollout.finished_at < scope.to_at
       where rollout.no_change_reason in
             ('noRevision', 'unresolvedRevision', 'revisionAlreadyDeployed')`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'Two commits, written 10 and 30 hours before they were deployed: the median lies halfway',
      observations: [
        {
          entityId: 1,
          observationKey: '1:a1',
          observedAt: '2026-03-02T12:00:00Z',
          value: 10 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:b2',
          observedAt: '2026-03-02T12:00:00Z',
          value: 30 * HOUR,
        },
      ],
      expected: 20 * HOUR,
    },
    {
      title:
        'One commit took 2 hours; the merge commit beside it and a year of older commits in the first deployment are left out',
      observations: [
        {
          entityId: 1,
          observationKey: '1:a1',
          observedAt: '2026-03-02T12:00:00Z',
          value: 2 * HOUR,
        },
        {
          entityId: 1,
          observationKey: '1:c3',
          observedAt: '2026-03-02T12:00:00Z',
          value: HOUR,
          excludedReason: 'mergeCommit',
        },
        {
          entityId: 1,
          observationKey: '1:d4',
          observedAt: '2026-03-01T12:00:00Z',
          value: 8_760 * HOUR,
          excludedReason: 'firstDeployment',
        },
      ],
      expected: 2 * HOUR,
    },
    {
      title: 'A deployment without a commit: lead time is not known, not 0',
      observations: [
        {
          entityId: 1,
          observationKey: '1:deployment:d-1',
          observedAt: '2026-03-02T12:00:00Z',
          excludedReason: 'noRevision',
        },
      ],
      expected: undefined,
    },
  ],
};
