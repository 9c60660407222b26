import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { BOUND, touchesPathsSql } from '../flow/bound';

/** How few people made half of the changes. */
export const knowledgeSpread: Metric = {
  definition: {
    id: 'collaboration.knowledge-spread',
    version: 1,
    title: 'Knowledge spread',
    summary: 'How few people made half of the changes.',
    formula:
      'The smallest number of people who together authored at least half of the commits of the default branch in the window, merge commits left out.',
    unit: 'people',
    direction: 'higherIsBetter',
    aggregate: 'fewestForHalf',
    observationKind: 'change',
    minimumSample: 0,
    isPersonDerived: true,
    requires: ['Commits with their authors'],
    excludes: ['Merge commits', 'Commits by bots and AI'],
    blindSpots: [
      'Who knows the code without having changed it lately',
      'Pairing that the commits do not tell',
    ],
    references: [
      {
        title:
          'Avelino et al.: A Novel Approach for Estimating Truck Factors (ICPC 2016)',
        url: 'https://doi.org/10.1109/ICPC.2016.7503718',
      },
    ],
  },
  needs: ['commits'],
  observations: () => ({
    shared: [BOUND],
    sql: `
      select bound.entity_id,
             bound.scope_id || ':' || commit.external_id as observation_key,
             commit.authored_at as observed_at,
             commit.author_key as person_key,
             case
               when cardinality(commit.parents) > 1 then 'mergeCommit'
               when commit.author_actor in ('bot', 'agent') then 'bot'
               when commit.author_key is null then 'authorUnknown'
             end as excluded_reason
        from bound
        join commits as commit
          on commit.scope_id = bound.scope_id
         and commit.authored_at >= bound.from_at
         and commit.authored_at < bound.to_at
         and coalesce(commit.is_on_default_branch, true)
         and commit.deleted_at is null
       where ${touchesPathsSql('commit.files')}`,
    bindings: {},
  }),
  examples: [
    {
      title: 'Of ten commits one person made six',
      observations: Array.from({ length: 10 }, (_, index) => ({
        entityId: 1,
        observationKey: `1:c-${index}`,
        observedAt: '2026-03-02T12:00:00Z',
        personKey: index < 6 ? 'a' : `p${index}`,
      })),
      expected: 1,
    },
    {
      title: 'Ten people made one commit each: five of them made half',
      observations: Array.from({ length: 10 }, (_, index) => ({
        entityId: 1,
        observationKey: `1:c-${index}`,
        observedAt: '2026-03-02T12:00:00Z',
        personKey: `p${index}`,
      })),
      expected: 5,
    },
  ],
};
