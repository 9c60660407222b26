import { useApi } from '@backstage/frontend-plugin-api';
import type {
  DeploymentMark,
  EntityName,
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
    };

/** Sends a correction and reads the entity's numbers again. */
export function useCorrections(entity: EntityName) {
  const api = useApi(engineeringInsightsApiRef);
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (correction: Correction) => {
      switch (correction.kind) {
        case 'mark':
          return api.markDeployment(correction.deploymentId, correction.mark);
        case 'unmark':
          return api.unmarkDeployment(correction.deploymentId);
        default:
          return api.attributeIncident(
            correction.incidentId,
            correction.attribution,
          );
      }
    },
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: queryKeys.entity(entity) }),
  });
}
