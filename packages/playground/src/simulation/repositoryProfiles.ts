import type { MergeStrategy } from './model';

/** When a change on the default branch goes on to production. */
export type Train = 'every merge' | 'daily' | 'weekly' | 'never';

export interface ComponentProfile {
  readonly name: string;
  readonly title: string;
  readonly system: string;
  readonly type: 'service' | 'website' | 'library';
  /** The sub-folder of a monorepo. */
  readonly path?: string;
}

/** What a repository is and how it reaches its users. */
export interface RepositoryProfile {
  readonly name: string;
  readonly description: string;
  readonly language: string;
  readonly team: string;
  readonly components: readonly ComponentProfile[];
  readonly mergeStrategy: MergeStrategy;
  readonly defaultBranch: string;
  readonly train: Train;
  readonly staging?: string;
  /** In the order in which they are deployed. */
  readonly production: readonly string[];
  readonly releases: 'none' | 'train' | 'fortnightly';
  /** Where its work items are kept; in its team's project in Jira where absent. */
  readonly tracker?: 'github';
  /** Pull requests that people begin in a usual week. */
  readonly weeklyPullRequests: number;
  readonly hasAiReviewer: boolean;
  readonly hasDependabot: boolean;
  readonly folders: readonly string[];
  readonly extension: string;
}

const USUAL = {
  language: 'TypeScript',
  mergeStrategy: 'squash',
  defaultBranch: 'main',
  train: 'every merge',
  staging: 'staging',
  production: ['production'],
  releases: 'none',
  hasAiReviewer: false,
  hasDependabot: true,
  folders: ['src/api', 'src/domain', 'src/storage', 'test'],
  extension: 'ts',
} as const;

function service(
  name: string,
  title: string,
  system: string,
): readonly ComponentProfile[] {
  return [{ name, title, system, type: 'service' }];
}

/** The twelve components of the demo, in ten repositories. */
export const REPOSITORY_PROFILES: readonly RepositoryProfile[] = [
  {
    ...USUAL,
    name: 'payments',
    description: 'Takes payments from cards and wallets',
    team: 'payments',
    components: service('payments', 'Payments', 'checkout'),
    weeklyPullRequests: 6,
    hasAiReviewer: true,
  },
  {
    ...USUAL,
    name: 'storefront',
    description: 'The shop: web, mobile gateway and pricing in one repository',
    team: 'storefront',
    components: [
      {
        name: 'storefront-web',
        title: 'Storefront web',
        system: 'shop',
        type: 'website',
        path: 'apps/web',
      },
      {
        name: 'mobile-gateway',
        title: 'Mobile gateway',
        system: 'shop',
        type: 'service',
        path: 'apps/mobile-gateway',
      },
      {
        name: 'pricing',
        title: 'Pricing',
        system: 'shop',
        type: 'service',
        path: 'packages/pricing',
      },
    ],
    folders: ['src/components', 'src/routes', 'src/model', 'test'],
    weeklyPullRequests: 9,
  },
  {
    ...USUAL,
    name: 'search',
    description: 'Finds products; runs in two regions',
    team: 'discovery',
    components: service('search', 'Search', 'discovery'),
    language: 'Go',
    extension: 'go',
    folders: [
      'cmd/server',
      'internal/index',
      'internal/query',
      'internal/rank',
    ],
    mergeStrategy: 'rebase',
    production: ['production-eu', 'production-us'],
    weeklyPullRequests: 8,
    hasAiReviewer: true,
  },
  {
    ...USUAL,
    name: 'shipping',
    description: 'Labels, carriers and tracking',
    team: 'fulfilment',
    components: service('shipping', 'Shipping', 'fulfilment'),
    language: 'Java',
    extension: 'java',
    folders: [
      'src/main/java/shipping/carriers',
      'src/main/java/shipping/labels',
      'src/test/java/shipping',
    ],
    train: 'weekly',
    releases: 'train',
    weeklyPullRequests: 3.2,
    hasDependabot: false,
  },
  {
    ...USUAL,
    name: 'identity',
    description: 'Sign-in, sessions and permissions',
    team: 'platform',
    components: service('identity', 'Identity', 'identity'),
    language: 'Go',
    extension: 'go',
    folders: [
      'cmd/identity',
      'internal/session',
      'internal/token',
      'internal/store',
    ],
    train: 'daily',
    weeklyPullRequests: 4,
    hasAiReviewer: true,
  },
  {
    ...USUAL,
    name: 'ledger',
    description: 'Double-entry bookkeeping of every order',
    team: 'payments',
    components: service('ledger', 'Ledger', 'checkout'),
    language: 'Java',
    extension: 'java',
    folders: [
      'src/main/java/ledger/posting',
      'src/main/java/ledger/reports',
      'src/test/java/ledger',
    ],
    mergeStrategy: 'merge',
    defaultBranch: 'master',
    train: 'daily',
    weeklyPullRequests: 3,
  },
  {
    ...USUAL,
    name: 'recommendations',
    description: 'What goes well with what',
    team: 'discovery',
    components: service('recommendations', 'Recommendations', 'discovery'),
    language: 'Python',
    extension: 'py',
    folders: [
      'recommendations/features',
      'recommendations/models',
      'recommendations/serving',
      'tests',
    ],
    staging: 'stg-eu',
    production: ['prd-eu'],
    weeklyPullRequests: 3,
  },
  {
    ...USUAL,
    name: 'notifications',
    description: 'E-mail, push and text messages',
    team: 'platform',
    components: service('notifications', 'Notifications', 'messaging'),
    mergeStrategy: 'merge',
    weeklyPullRequests: 3,
  },
  {
    ...USUAL,
    name: 'mobile-app',
    description: 'The shop for iOS and Android, released through the stores',
    team: 'storefront',
    components: [
      {
        name: 'mobile-app',
        title: 'Mobile app',
        system: 'shop',
        type: 'website',
      },
    ],
    language: 'Dart',
    extension: 'dart',
    folders: ['lib/screens', 'lib/state', 'lib/widgets', 'test'],
    train: 'never',
    staging: undefined,
    production: [],
    releases: 'fortnightly',
    weeklyPullRequests: 4,
  },
  {
    ...USUAL,
    name: 'reports',
    description: 'Monthly exports for the accountants',
    team: 'fulfilment',
    components: service('reports', 'Reports', 'fulfilment'),
    language: 'Python',
    extension: 'py',
    folders: ['reports', 'tests'],
    weeklyPullRequests: 0.15,
    hasDependabot: false,
  },
];
