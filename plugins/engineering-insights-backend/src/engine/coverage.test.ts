import { deploymentFrequency, throughput } from '../metrics';
import { coveredDaysOf } from './coverage';
import type { Readiness } from './Readiness';

const period = {
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};

/** A service that nothing was ever read of, where a person says what counts as a deployment. */
const unread: Readiness = {
  asOf: period.to,
  scopes: [{ id: 1, title: 'acme/tax-rates' }],
  goneScopeTitles: [],
  streams: [],
  parts: [],
  deploymentsFrom: 'tags',
  hasIssueIncidents: false,
  isDerived: true,
  hasDeploymentRule: true,
  hasDeployments: false,
  hasProductionDeployments: false,
  environments: [],
  factTimes: new Map(),
};

const daysOf = (metric: typeof throughput, readiness: Readiness) =>
  coveredDaysOf({
    metric,
    period,
    asOf: period.to,
    members: [
      { entityId: 1, targetId: 1, isGroup: false, periodNo: 0, ...period },
    ],
    readinessOf: () => readiness,
  }).days;

describe('the days of which it is known how often there was something', () => {
  it('are all for deployments, where a person says what counts as one', () => {
    expect(daysOf(deploymentFrequency, unread)).toBe(31);
  });

  it('are none for what was never read, whatever counts as a deployment', () => {
    expect(daysOf(throughput, unread)).toBe(0);
  });
});
