import { useApi } from '@backstage/frontend-plugin-api';
import type {
  DoctorTrial,
  EntityName,
} from '@sei-platform/plugin-engineering-insights-common';
import { useQuery } from '@tanstack/react-query';
import { engineeringInsightsApiRef } from '../api';
import { queryKeys } from './queryKeys';

/** What a rule would make of the stored facts of a component; what holds now where it is empty. */
export function useRulePreview(options: {
  readonly entity: EntityName;
  readonly trial: DoctorTrial;
}) {
  const api = useApi(engineeringInsightsApiRef);
  const { entity, trial } = options;
  return useQuery({
    queryKey: queryKeys.doctor(entity, trial),
    queryFn: ({ signal }) => api.previewRule({ entity, ...trial, signal }),
    // Each derives the component, so it is asked again only when the reader says so.
    staleTime: Infinity,
    retry: false,
  });
}
