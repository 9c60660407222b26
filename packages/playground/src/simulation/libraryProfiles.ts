import type { RepositoryProfile } from './repositoryProfiles';

const USUAL = {
  language: 'TypeScript',
  mergeStrategy: 'squash',
  defaultBranch: 'main',
  train: 'never',
  production: [],
  releases: 'fortnightly',
  hasAiReviewer: false,
  hasDependabot: true,
  extension: 'ts',
  tracker: 'github',
} as const;

/** What everybody in the company uses and may change: its issues are on GitHub, where all can open one. */
export const LIBRARY_PROFILES: readonly RepositoryProfile[] = [
  {
    ...USUAL,
    name: 'design-system',
    description: 'Components and tokens of everything that customers see',
    team: 'storefront',
    components: [
      {
        name: 'design-system',
        title: 'Design system',
        system: 'shop',
        type: 'library',
      },
    ],
    weeklyPullRequests: 2.5,
    folders: ['src/components', 'src/tokens', 'test'],
  },
  {
    ...USUAL,
    name: 'service-kit',
    description: 'What every service begins with: configuration, health, logs',
    team: 'platform',
    components: [
      {
        name: 'service-kit',
        title: 'Service kit',
        system: 'identity',
        type: 'library',
      },
    ],
    weeklyPullRequests: 2,
    folders: ['src/config', 'src/health', 'src/logging', 'test'],
  },
];
