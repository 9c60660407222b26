import { mockCredentials } from '@backstage/backend-test-utils';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';

/** Who asks, in the order of the tables. */
export const CALLERS = [
  'nobody',
  'outsider',
  'colleague',
  'member',
  'owner',
  'operator',
  'pipeline',
] as const;
export type Caller = (typeof CALLERS)[number];

interface Rights {
  /** Without credentials there are none. */
  readonly credentials?: BackstageCredentials;
  /** Whether the catalog shows the entities. */
  readonly isSighted: boolean;
  /** Of whose entities metrics may be read; of all where absent. */
  readonly claims?: readonly string[];
  /** Names of the permissions that are of no entity. */
  readonly may: readonly string[];
}

export const TEAM = 'group:default/money';
const PEOPLE_READ = 'engineering-insights.people.read';
const person = (name: string) => mockCredentials.user(`user:default/${name}`);

/**
 * The catalog shows the outsider nothing. The colleague sees all, and the policy
 * lets those read metrics who are of the team: a member, and an owner, who may
 * correct too. The operator may whatever those may who run a portal. The
 * pipeline is a service whose access is restricted to sending facts.
 */
export const RIGHTS: Readonly<Record<Caller, Rights>> = {
  nobody: { isSighted: false, may: [] },
  outsider: { credentials: person('outsider'), isSighted: false, may: [] },
  colleague: {
    credentials: person('colleague'),
    isSighted: true,
    claims: ['group:default/others'],
    may: [],
  },
  member: {
    credentials: person('member'),
    isSighted: true,
    claims: [TEAM],
    may: [PEOPLE_READ],
  },
  owner: {
    credentials: person('owner'),
    isSighted: true,
    claims: [TEAM],
    may: [PEOPLE_READ, 'engineering-insights.delivery.correct'],
  },
  operator: {
    credentials: person('operator'),
    isSighted: true,
    may: [
      PEOPLE_READ,
      'engineering-insights.event.create',
      'engineering-insights.source.read',
      'engineering-insights.source.manage',
      'engineering-insights.people.manage',
    ],
  },
  pipeline: {
    credentials: mockCredentials.service('external:pipeline', {
      permissionNames: ['engineering-insights.event.create'],
    }),
    isSighted: true,
    may: ['engineering-insights.event.create'],
  },
};

/** The caller of credentials; undefined for the plugin itself. */
export function callerOf(
  credentials: BackstageCredentials,
): Caller | undefined {
  const key = JSON.stringify(credentials.principal);
  return CALLERS.find(
    caller => JSON.stringify(RIGHTS[caller].credentials?.principal) === key,
  );
}
