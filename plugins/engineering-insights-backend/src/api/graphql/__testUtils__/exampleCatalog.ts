import type { Entity } from '@backstage/catalog-model';
import { DateTime } from 'luxon';

function entityOf(
  kind: string,
  name: string,
  rest: {
    readonly title?: string;
    readonly annotations?: Record<string, string>;
    readonly spec?: Entity['spec'];
    readonly relations?: readonly (readonly [type: string, ref: string])[];
  } = {},
): Entity {
  const { title, annotations, spec = {}, relations = [] } = rest;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', title, annotations },
    spec,
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

const owned = (group: string) => ['ownedBy', `group:default/${group}`] as const;
const member = (group: string) =>
  ['memberOf', `group:default/${group}`] as const;

/** A company of two teams; the component `vault` is hidden from people. */
export const EXAMPLE_CATALOG: Entity[] = [
  entityOf('Group', 'company', {
    title: 'Acme',
    spec: {
      type: 'organization',
      profile: { email: 'hello@acme.example' },
      children: [],
    },
  }),
  entityOf('Group', 'money', {
    title: 'Money',
    spec: { type: 'team', children: [] },
    relations: [['childOf', 'group:default/company']],
  }),
  entityOf('Group', 'web', {
    spec: { type: 'team', children: [] },
    relations: [['childOf', 'group:default/company']],
  }),
  entityOf('Component', 'payments', {
    title: 'Payments',
    spec: { type: 'service', lifecycle: 'production' },
    relations: [owned('money'), ['partOf', 'system:default/till']],
  }),
  entityOf('Component', 'refunds', {
    spec: { type: 'service' },
    relations: [owned('money')],
  }),
  entityOf('Component', 'vault', { relations: [owned('money')] }),
  entityOf('System', 'till', { relations: [owned('money')] }),
  entityOf('User', 'mock', {
    title: 'Mo Mock',
    annotations: { 'github.com/user-login': 'mo-mock' },
    spec: { profile: { displayName: 'Mo Mock', email: 'mo@acme.example' } },
    relations: [member('money')],
  }),
  entityOf('User', 'ada', {
    annotations: { 'github.com/user-login': 'ada' },
    spec: { profile: { email: 'ada@acme.example' } },
    relations: [member('money')],
  }),
];

export const HIDDEN = ['component:default/vault'];

const noon = DateTime.utc().startOf('day').minus({ hours: 12 });

/** ISO 8601: so long ago, at noon. */
export const at = (daysAgo: number, hours = 0) =>
  noon.minus({ days: daysAgo }).plus({ hours }).toISO()!;
export const sha = (number: number) => number.toString(16).padStart(40, '0');

/** Twelve days of one commit and one deployment six hours later each; the first deployment has no base. */
export const DELIVERY = Array.from({ length: 12 }, (_, index) => {
  const daysAgo = 12 - index;
  return [
    {
      kind: 'commit',
      externalId: sha(index + 1),
      parents: index === 0 ? [] : [sha(index)],
      authoredAt: at(daysAgo),
      committedAt: at(daysAgo),
      title: `Change ${index + 1}`,
      author: { source: 'fake', login: index % 3 === 0 ? 'mo-mock' : 'ada' },
    },
    {
      kind: 'deployment',
      externalId: `d-${index + 1}`,
      environment: 'production',
      sha: sha(index + 1),
      startedAt: at(daysAgo, 5.9),
      finishedAt: at(daysAgo, 6),
      outcome: 'success',
    },
  ];
}).flat();

const author = (login: string) => ({ source: 'fake', login });

/** Five pull requests of two people, each with a review; the newest last. */
export const PULL_REQUESTS = Array.from({ length: 5 }, (_, index) => [
  {
    kind: 'pullRequest',
    externalId: String(index + 1),
    number: index + 1,
    title: `Pull request ${index + 1}`,
    state: index === 4 ? 'open' : 'merged',
    isDraft: false,
    author: author(index % 2 === 0 ? 'mo-mock' : 'ada'),
    createdAt: at(20 - index),
    ...(index < 4 && { mergedAt: at(20 - index, 5) }),
    headSha: sha(100 + index),
    headBranch: 'ada/fix-rounding',
    baseBranch: 'main',
    commits: [
      {
        sha: sha(100 + index),
        authoredAt: at(21 - index),
        committedAt: at(21 - index),
      },
    ],
    additions: 10,
    deletions: index,
    labels: ['hotfix'],
    issueKeys: ['PAY-1'],
  },
  {
    kind: 'review',
    externalId: `r-${index + 1}`,
    pullRequestExternalId: String(index + 1),
    reviewer: author(index % 2 === 0 ? 'ada' : 'mo-mock'),
    state: 'approved',
    submittedAt: at(20 - index, 2),
    commentCount: 1,
  },
]).flat();

export const ISSUES = Array.from({ length: 3 }, (_, index) => ({
  kind: 'issue',
  externalId: `PAY-${index + 1}`,
  title: `Issue ${index + 1}`,
  type: 'defect',
  sourceType: 'Bug',
  statusCategory: 'done',
  sourceStatus: 'Done',
  createdAt: at(15 - index),
  closedAt: at(10 - index),
  assignee: author('ada'),
  labels: [],
  transitions: [
    { at: at(14 - index), from: 'Open', to: 'Doing', toCategory: 'inProgress' },
    { at: at(10 - index), from: 'Doing', to: 'Done', toCategory: 'done' },
  ],
}));

export const INCIDENTS = Array.from({ length: 3 }, (_, index) => ({
  kind: 'incident',
  externalId: `i-${index + 1}`,
  title: `Incident ${index + 1}`,
  severity: 'high',
  sourceSeverity: 'P2',
  openedAt: at(6 - index, 8),
  resolvedAt: at(6 - index, 9),
}));
