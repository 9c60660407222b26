import type {
  CorrectionsAnswer,
  EntityTriageAnswer,
  Problem,
  TriageAnswer,
  TriageDeploymentsAnswer,
  TriageIncidentsAnswer,
} from '@sei-platform/plugin-engineering-insights-common';

type Outcome<TAnswer> = TAnswer | Problem | 'pending';

/** What triage says in one situation; what is not named is that of a group with something in each list. */
export interface TriageScenario {
  readonly summary?: Outcome<EntityTriageAnswer>;
  readonly incidents?: Outcome<TriageIncidentsAnswer>;
  readonly revision?: Outcome<TriageDeploymentsAnswer>;
  readonly environment?: Outcome<TriageDeploymentsAnswer>;
  readonly corrections?: Outcome<CorrectionsAnswer>;
  readonly unheard?: Outcome<TriageAnswer>;
}

const ledger = {
  ref: 'component:default/ledger',
  kind: 'component',
  title: 'Ledger',
};

export const triageSummary: EntityTriageAnswer = {
  entity: { ref: 'group:default/money', kind: 'group', title: 'Money' },
  since: '2026-08-20T00:00:00.000Z',
  serviceCount: 2,
  counts: {
    unlinkedIncidents: 3,
    deploymentsWithoutRevision: 2,
    deploymentsWithoutEnvironment: 1,
    unknownPeople: 4,
    corrections: 1,
  },
  people: [
    {
      source: 'github',
      title: 'GitHub',
      unresolvedCount: 4,
      annotation: { key: 'github.com/user-login', example: 'octocat' },
    },
  ],
  may: { correct: true, readSources: false },
};

export const triageIncidents: TriageIncidentsAnswer = {
  items: [
    {
      id: '11',
      services: [ledger],
      title: 'Refunds are late',
      severity: 'high',
      openedAt: '2026-09-01T10:00:00.000Z',
      isResolved: false,
      url: 'https://pages.example/11',
      source: 'pagerduty',
      sourceTitle: 'PagerDuty',
      reason: 'noDeployment',
    },
  ],
  totalCount: 3,
  nextCursor: 'more',
};

export const triageIncidentsNext: TriageIncidentsAnswer = {
  items: [
    {
      ...triageIncidents.items[0],
      id: '12',
      title: 'Statements are empty',
      reason: 'sharedScope',
    },
  ],
  totalCount: 3,
};

export const triageRevision: TriageDeploymentsAnswer = {
  items: [
    {
      id: '21',
      service: ledger,
      title: '1.4.2',
      environment: 'production',
      finishedAt: '2026-09-02T10:00:00.000Z',
      url: 'https://ci.example/21',
      source: 'intake',
      sourceTitle: 'intake',
      reason: 'unknownRevision',
      revision: '0123abc',
      isCounted: true,
      isFailed: false,
      isMarkedByHand: false,
    },
    {
      id: '22',
      service: ledger,
      title: '1.4.3',
      environment: 'production',
      finishedAt: '2026-09-03T10:00:00.000Z',
      source: 'intake',
      sourceTitle: 'intake',
      reason: 'noRevision',
      isCounted: true,
      isFailed: true,
      isMarkedByHand: false,
    },
  ],
  totalCount: 2,
};

export const triageEnvironment: TriageDeploymentsAnswer = {
  items: [
    {
      id: '31',
      service: ledger,
      title: 'build 7',
      finishedAt: '2026-09-04T10:00:00.000Z',
      source: 'intake',
      sourceTitle: 'intake',
      reason: 'noEnvironment',
      isCounted: false,
      isFailed: false,
      isMarkedByHand: false,
    },
  ],
  totalCount: 1,
};

export const triageCorrections: CorrectionsAnswer = {
  items: [
    {
      id: '41',
      verdict: 'failed',
      services: [ledger],
      title: '1.4.0 to production',
      happenedAt: '2026-08-30T10:00:00.000Z',
      by: 'user:default/jonas.weber',
      at: '2026-09-05T10:00:00.000Z',
      note: 'Refunds were wrong.',
      deploymentId: '20',
      rolloutKey: '1:deployment:d-20',
    },
  ],
  totalCount: 1,
};

/** A group of which nothing waits. */
export const nothingWaits: TriageScenario = {
  summary: {
    ...triageSummary,
    counts: {
      unlinkedIncidents: 0,
      deploymentsWithoutRevision: 0,
      deploymentsWithoutEnvironment: 0,
      unknownPeople: 0,
      corrections: 0,
    },
    people: [],
  },
  incidents: { items: [], totalCount: 0 },
  revision: { items: [], totalCount: 0 },
  environment: { items: [], totalCount: 0 },
  corrections: { items: [], totalCount: 0 },
};

/** The answer of a route of triage; undefined where it is none. */
export function triageAnswer(
  scenario: TriageScenario,
  request: { pathname: string; searchParams: URLSearchParams },
): object | 'pending' | undefined {
  const list = request.pathname.split('/v1/triage')[1].split('/')[4];
  if (request.pathname.endsWith('/v1/triage'))
    return scenario.unheard ?? { incidents: [], totalCount: 0 };
  switch (list) {
    case undefined:
      return scenario.summary ?? triageSummary;
    case 'incidents':
      return request.searchParams.has('cursor')
        ? triageIncidentsNext
        : scenario.incidents ?? triageIncidents;
    case 'deployments':
      return request.searchParams.get('gap') === 'revision'
        ? scenario.revision ?? triageRevision
        : scenario.environment ?? triageEnvironment;
    case 'corrections':
      return scenario.corrections ?? triageCorrections;
    default:
      return undefined;
  }
}
