import { stringifyEntityRef } from '@backstage/catalog-model';
import type {
  DoctorTrial,
  EntityName,
} from '@sei-platform/plugin-engineering-insights-common';
import { useInsightsPath } from '../useInsightsPath';
import { trialText } from './trialText';

/** Where a rule is tried on a component; undefined in a portal that leaves the page out. */
export function useTryPath():
  | ((entity: EntityName, trial?: DoctorTrial) => string)
  | undefined {
  const pathOf = useInsightsPath();
  return (
    pathOf &&
    ((entity, trial = {}) => {
      const text = trialText(trial);
      return pathOf('doctor', {
        entity: stringifyEntityRef(entity),
        ...(text && { try: text }),
      });
    })
  );
}
