import type { RepositoryProfile } from './repositoryProfiles';

const USUAL = {
  team: 'payments',
  language: 'C#',
  defaultBranch: 'main',
  train: 'every merge',
  staging: 'staging',
  production: ['production'],
  releases: 'none',
  hasAiReviewer: false,
  hasDependabot: false,
  folders: ['src/Api', 'src/Domain', 'src/Storage', 'test'],
  extension: 'cs',
} as const;

/** The services of the company's shops, which came on Azure DevOps and are moved step by step. */
export const AZURE_PROFILES: readonly RepositoryProfile[] = [
  {
    ...USUAL,
    name: 'gift-cards',
    description: 'Sells gift cards, and pays with them',
    components: [
      {
        name: 'gift-cards',
        title: 'Gift cards',
        system: 'checkout',
        type: 'service',
      },
    ],
    mergeStrategy: 'squash',
    weeklyPullRequests: 4,
  },
  {
    ...USUAL,
    name: 'loyalty',
    description: 'Counts points, and what they are worth',
    components: [
      {
        name: 'loyalty',
        title: 'Loyalty',
        system: 'checkout',
        type: 'service',
      },
    ],
    mergeStrategy: 'merge',
    train: 'daily',
    releases: 'train',
    weeklyPullRequests: 3,
  },
];
