import type { Metric } from '@sei-platform/plugin-engineering-insights-node';
import { openFindings } from './openFindings';
import { severityReference } from './securityReferences';
import { SEVERITY_CATEGORIES } from './severityCategories';

/** Open findings about security, by severity. */
export const openSecurityFindings: Metric = {
  definition: {
    id: 'security.open-findings',
    version: 1,
    title: 'Open security findings',
    summary: 'How many security problems that scanners found are open.',
    formula:
      'The findings about security that are neither fixed nor dismissed at the end of the window, or of the week or month of the series. About security are vulnerabilities, vulnerable dependencies, secrets, insecure configuration and security hotspots, and findings without a known category that name a CWE, CVE or GHSA.',
    unit: 'count',
    direction: 'lowerIsBetter',
    aggregate: 'count',
    observationKind: 'finding',
    isSnapshot: true,
    categories: SEVERITY_CATEGORIES,
    minimumSample: 0,
    isPersonDerived: false,
    requires: ['Findings of a scanner'],
    excludes: [
      'Findings that were dismissed by then',
      'Findings of which it is not known whether they are about security',
      'For earlier moments: findings that are fixed or dismissed now, where the source does not tell since when',
    ],
    blindSpots: [
      'What no connected scanner looks for',
      'That two scanners may have found the same problem, which then counts twice',
      'Whether a finding was fixed and came back in between',
      'Whether a problem can be exploited where the service runs',
      'In a repository of several services: findings that lie in the paths of none of them',
    ],
    references: [severityReference],
  },
  needs: ['findings'],
  observations: () => ({
    shared: openFindings('security'),
    sql: `
      select entity_id,
             observation_key,
             at as observed_at,
             severity as category,
             excluded_reason
        from open_security_finding`,
    bindings: {},
  }),
  examples: [
    {
      title:
        'Four findings, one of which was dismissed: 1 critical + 2 high = 3 are open',
      observations: [
        ...['critical', 'high', 'high'].map((category, index) => ({
          entityId: 1,
          observationKey: `1:dependabot/${index + 1}`,
          observedAt: '2026-03-31T23:59:59Z',
          category,
        })),
        {
          entityId: 1,
          observationKey: '1:dependabot/4',
          observedAt: '2026-03-31T23:59:59Z',
          category: 'low',
          excludedReason: 'dismissed',
        },
      ],
      expected: 3,
    },
    {
      title: 'No finding, and no scanner was read: not known, which is not 0',
      observations: [],
      expected: undefined,
    },
  ],
};
