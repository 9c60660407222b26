import type { RepositoryProfile } from './repositoryProfiles';

const USUAL = {
  team: 'fulfilment',
  language: 'Kotlin',
  defaultBranch: 'main',
  train: 'every merge',
  staging: 'staging',
  production: ['production'],
  hasAiReviewer: false,
  hasDependabot: false,
  folders: ['src/main/kotlin/api', 'src/main/kotlin/domain', 'src/test/kotlin'],
  extension: 'kt',
} as const;

/** The services that came with a company that was bought, and stayed on its GitLab. */
export const GITLAB_PROFILES: readonly RepositoryProfile[] = [
  {
    ...USUAL,
    name: 'returns',
    description: 'Takes parcels back and pays refunds',
    components: [
      {
        name: 'returns',
        title: 'Returns',
        system: 'fulfilment',
        type: 'service',
      },
    ],
    mergeStrategy: 'merge',
    releases: 'none',
    weeklyPullRequests: 4,
  },
  {
    ...USUAL,
    name: 'warehouse',
    description: 'Knows what lies where, and tells people what to pick',
    components: [
      {
        name: 'warehouse',
        title: 'Warehouse',
        system: 'fulfilment',
        type: 'service',
      },
    ],
    mergeStrategy: 'squash',
    train: 'daily',
    releases: 'train',
    weeklyPullRequests: 3,
  },
];
