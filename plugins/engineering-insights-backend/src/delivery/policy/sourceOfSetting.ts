import {
  ANNOTATION_HOTFIX_LABELS,
  ANNOTATION_INCIDENT_LABELS,
  ANNOTATION_PRODUCTION_ENVIRONMENTS,
  type PolicyPartName,
  type PolicyPartSource,
} from '@sei-platform/plugin-engineering-insights-common';
import type { PolicySources } from './resolvePolicy';

/** The one setting of its part that an annotation sets; any other one sets all of its part. */
const ONLY: Readonly<Record<string, string>> = {
  [ANNOTATION_PRODUCTION_ENVIRONMENTS]: 'environments.production',
  [ANNOTATION_HOTFIX_LABELS]: 'failures.hotfixLabels',
  [ANNOTATION_INCIDENT_LABELS]: 'incidents.labels',
};

/** What sets a setting, by its path: an annotation, or the policy that the annotations change; undefined where that is not known. */
export function sourceOfSetting(
  path: string,
  sources: PolicySources,
): PolicyPartSource | undefined {
  const source = sources[path.split('.')[0] as PolicyPartName];
  const only =
    source?.setBy === 'annotation' && source.name !== undefined
      ? ONLY[source.name]
      : undefined;
  return only === undefined || only === path
    ? source
    : Object.values(sources).find(({ setBy }) => setBy !== 'annotation');
}
