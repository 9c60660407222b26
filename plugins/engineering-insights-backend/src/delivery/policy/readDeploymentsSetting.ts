import type { DeliveryPolicyInput } from '@sei-platform/plugin-engineering-insights-common';
import { readPattern } from './readPatternSetting';

type DeploymentsRule = NonNullable<DeliveryPolicyInput['deployments']>;

const PATTERN_FIELD = {
  deployments: undefined,
  releases: 'tag',
  tags: 'tag',
  pipelineRuns: 'pipeline',
  merges: 'branch',
} as const satisfies Record<
  NonNullable<DeploymentsRule['from']>,
  keyof DeploymentsRule | undefined
>;

/**
 * The rule of the annotation `engineering-insights/deployments`: which facts
 * are deployments, and after a colon which of them: `releases`, `tags:v*`,
 * `pipelineRuns:deploy.yml`, `merges:main`.
 */
export function readDeploymentsSetting(
  text: string,
): { rule: DeploymentsRule; hasPattern: boolean } | { problem: string } {
  const [from, ...rest] = text.split(':').map(part => part.trim());
  const pattern = rest.join(':');
  if (!isRuleName(from)) {
    const names = Object.keys(PATTERN_FIELD).join(', ');
    return { problem: `"${from}" is none of ${names}` };
  }
  const field = PATTERN_FIELD[from];
  if (!pattern) {
    return from === 'pipelineRuns'
      ? {
          problem:
            'pipelineRuns needs the name of the pipeline that deploys, such as pipelineRuns:deploy.yml',
        }
      : { rule: { from }, hasPattern: false };
  }
  return field
    ? { rule: { from, [field]: readPattern(pattern) }, hasPattern: true }
    : { problem: `${from} takes nothing after a colon` };
}

function isRuleName(name: string): name is keyof typeof PATTERN_FIELD {
  return Object.hasOwn(PATTERN_FIELD, name);
}
