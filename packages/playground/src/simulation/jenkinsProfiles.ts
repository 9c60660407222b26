import type { RepositoryProfile } from './repositoryProfiles';

/** What is on GitHub as everything else, and is built and deployed by Jenkins. */
export const JENKINS_PROFILES: readonly RepositoryProfile[] = [
  {
    name: 'product-feed',
    description: 'Sends the products to marketplaces and price comparisons',
    language: 'Java',
    team: 'discovery',
    components: [
      {
        name: 'product-feed',
        title: 'Product feed',
        system: 'discovery',
        type: 'service',
      },
    ],
    mergeStrategy: 'squash',
    defaultBranch: 'main',
    train: 'daily',
    staging: 'staging',
    production: ['production'],
    releases: 'none',
    weeklyPullRequests: 4,
    hasAiReviewer: false,
    hasDependabot: false,
    folders: [
      'src/main/java/feed/export',
      'src/main/java/feed/mapping',
      'src/test/java/feed',
    ],
    extension: 'java',
    tracker: 'github',
  },
];
