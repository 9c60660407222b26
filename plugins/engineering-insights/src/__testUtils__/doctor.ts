import type {
  DoctorAnswer,
  DoctorSide,
} from '@sei-platform/plugin-engineering-insights-common';
import { createDeploymentsAnswer, entity, window } from './deployments';
import { createDoraAnswer, incidents } from './dora';

const { metrics } = createDoraAnswer();

/** What holds for a healthy service. */
export const doctorSide: DoctorSide = {
  settings: [
    { path: 'deployments.from', value: 'deployments', setBy: 'default' },
    {
      path: 'environments.production',
      value: 'prd-.*',
      setBy: 'engineering-insights/production-environments',
    },
    {
      path: 'failures.attributionWindowHours',
      value: '24',
      setBy: 'policies.default',
    },
    { path: 'failures.evidence.incident', value: 'true', setBy: 'default' },
    { path: 'failures.evidence.hotfix', value: 'false', setBy: 'default' },
    { path: 'incidents.labels', value: '', setBy: 'default' },
  ],
  problems: [],
  counts: {
    deployments: 161,
    productionDeployments: 41,
    rollouts: 41,
    failedRollouts: 3,
    incidents: 5,
    linkedIncidents: 3,
  },
  environments: [
    { name: 'staging', deploymentCount: 120, isProduction: false },
    { name: 'prd-eu', deploymentCount: 41, isProduction: true },
  ],
  deployments: createDeploymentsAnswer().items.slice(0, 3),
  incidents: incidents.items,
  metrics: metrics.slice(0, 5),
};

/** What holds, and what would by a rule that takes staging for production. */
export function createDoctorAnswer(
  then?: Partial<DoctorSide>,
  change: Partial<DoctorAnswer> = {},
): DoctorAnswer {
  return {
    entity,
    window: { from: window.from, to: window.to },
    now: doctorSide,
    ...(then && {
      then: {
        ...doctorSide,
        counts: { ...doctorSide.counts, productionDeployments: 120 },
        environments: [
          { name: 'staging', deploymentCount: 120, isProduction: true },
          { name: 'prd-eu', deploymentCount: 41, isProduction: false },
        ],
        settings: doctorSide.settings.map(setting =>
          setting.path === 'environments.production'
            ? { ...setting, value: 'staging' }
            : setting,
        ),
        ...then,
      },
    }),
    notCovered: [],
    yaml: then
      ? {
          catalogInfo:
            'metadata:\n  annotations:\n    engineering-insights/production-environments: "staging"\n',
        }
      : {},
    ...change,
  };
}
