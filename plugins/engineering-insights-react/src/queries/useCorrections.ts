import { useApi } from '@backstage/frontend-plugin-api';
import type {
  DeploymentMark,
  IncidentAttribution,
} from '@sei-platform/plugin-engineering-insights-common';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { engineeringInsightsApiRef } from '../api';
import { queryKeys } from './queryKeys';

/** What a person says about a deployment or an incident, against what was derived. */
export type Correction =
  | {
      readonly kind: 'mark';
      readonly deploymentId: string;
      readonly mark: DeploymentMark;
    }
  | { readonly kind: 'unmark'; readonly deploymentId: string }
  | {
      readonly kind: 'attribute';
      readonly incidentId: string;
      readonly attribution: IncidentAttribution;
    }
  | { readonly kind: 'unattribute'; readonly incidentId: string }
  | { readonly kind: 'takeBack'; readonly correctionId: string };

/** Sends a correction and reads all numbers again: what belongs to one service counts for its system and its teams too. */
export function useCorrections() {
  const api = useApi(engineeringInsightsApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (correction: Correction) => {
      switch (correction.kind) {
        case 'mark':
          return api.markDeployment(correction.deploymentId, correction.mark);
        case 'unmark':
          return api.unmarkDeployment(correction.deploymentId);
        case 'unattribute':
          return api.unattributeIncident(correction.incidentId);
        case 'takeBack':
          return api.takeBackCorrection(correction.correctionId);
        default:
          return api.attributeIncident(
            correction.incidentId,
            correction.attribution,
          );
      }
    },
    onSuccess: () => {
      // Not waited for: what was said is said.
      queryClient.invalidateQueries({ queryKey: queryKeys.all() });
    },
  });
}
