import type {
  Fraction,
  GapRow,
  GapsAnswer,
  ServiceHealth,
  ServicesHealthAnswer,
} from '@sei-platform/plugin-engineering-insights-common';

const window = {
  from: '2026-08-25T00:00:00.000Z',
  to: '2026-11-23T00:00:00.000Z',
  days: 90,
  bucket: 'week' as const,
};

export function createGap(
  number: number,
  change: Partial<GapRow> = {},
): GapRow {
  return {
    id: `1:deployment:d-${number}`,
    title: `v1.${number}`,
    at: '2026-11-20T10:00:00.000Z',
    service: {
      ref: 'component:default/payments',
      kind: 'component',
      title: 'payments',
    },
    source: 'github',
    sourceTitle: 'GitHub',
    scope: 'acme/payments',
    environment: 'prd-eu',
    reason: 'noRevision',
    url: `https://github.com/acme/payments/deployments/${number}`,
    ...change,
  };
}

/** Two deployments without a revision, a page each. */
export function createGapsAnswer(
  fraction: Fraction['id'],
  cursor: string | null,
): GapsAnswer {
  return {
    entity: createGap(1).service,
    window,
    fraction: { id: fraction, count: 39, total: 41 },
    items: cursor
      ? [createGap(2, { reason: 'unknownRevision' })]
      : [createGap(1)],
    hiddenServiceCount: 0,
    ...(!cursor && { nextCursor: '1' }),
  };
}

export function createServiceHealth(
  name: string,
  change: Partial<ServiceHealth> = {},
): ServiceHealth {
  return {
    entity: {
      ref: `component:default/${name}`,
      kind: 'component',
      title: name,
    },
    fractions: [
      { id: 'deploymentsWithRevision', count: 10, total: 10 },
      { id: 'deploymentsLinkedToPullRequests', count: 8, total: 8 },
      { id: 'incidentsLinked', count: 0, total: 0 },
    ],
    scopeCount: 1,
    streamCount: 5,
    failingStreamCount: 0,
    staleStreamCount: 0,
    lastSyncAt: '2026-11-22T19:56:00.000Z',
    coveredFrom: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}

/** One service without gaps, and two with some. */
export const servicesHealth: ServicesHealthAnswer = {
  entity: { ref: 'group:default/money', kind: 'group', title: 'Money' },
  window,
  services: [
    createServiceHealth('ledger'),
    createServiceHealth('payments', {
      fractions: [
        { id: 'deploymentsWithRevision', count: 3, total: 12 },
        { id: 'deploymentsLinkedToPullRequests', count: 8, total: 9 },
        { id: 'incidentsLinked', count: 1, total: 4 },
      ],
      failingStreamCount: 2,
    }),
    createServiceHealth('refunds', {
      fractions: [],
      scopeCount: 0,
      streamCount: 0,
      lastSyncAt: undefined,
      coveredFrom: undefined,
    }),
  ],
  hiddenServiceCount: 1,
};
