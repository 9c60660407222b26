import type { RepositoryProfile } from './repositoryProfiles';

const USUAL = {
  defaultBranch: 'main',
  production: [],
  hasAiReviewer: false,
  hasDependabot: false,
} as const;

/** What has a repository on a plain Git server, and tags what it releases. */
export const GIT_PROFILES: readonly RepositoryProfile[] = [
  {
    ...USUAL,
    name: 'tax-rates',
    description: 'Rates of sales tax by country and day, as a library',
    language: 'Kotlin',
    team: 'payments',
    components: [
      {
        name: 'tax-rates',
        title: 'Tax rates',
        system: 'checkout',
        type: 'library',
      },
    ],
    mergeStrategy: 'merge',
    train: 'never',
    releases: 'fortnightly',
    weeklyPullRequests: 3,
    folders: ['src/main/kotlin/tax/rates', 'src/test/kotlin/tax'],
    extension: 'kt',
  },
  {
    ...USUAL,
    name: 'label-printer',
    description:
      'Prints labels in the warehouses, installed there by its releases',
    language: 'Go',
    team: 'fulfilment',
    components: [
      {
        name: 'label-printer',
        title: 'Label printer',
        system: 'fulfilment',
        type: 'service',
      },
    ],
    mergeStrategy: 'squash',
    train: 'never',
    releases: 'fortnightly',
    weeklyPullRequests: 4,
    folders: ['cmd/printer', 'internal/labels', 'internal/queue'],
    extension: 'go',
  },
];
