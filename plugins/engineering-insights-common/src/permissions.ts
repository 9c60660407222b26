import { createPermission } from '@backstage/plugin-permission-common';

/** Sending facts to the intake. */
export const engineeringInsightsEventCreatePermission = createPermission({
  name: 'engineering-insights.event.create',
  attributes: { action: 'create' },
});

/** Correcting by hand what counts as failed, and what caused an incident. */
export const engineeringInsightsDeliveryCorrectPermission = createPermission({
  name: 'engineering-insights.delivery.correct',
  attributes: { action: 'update' },
});

/** Seeing how far each source was read, and its errors. */
export const engineeringInsightsSourceReadPermission = createPermission({
  name: 'engineering-insights.source.read',
  attributes: { action: 'read' },
});

/** Having a source read or its payloads replayed now. */
export const engineeringInsightsSourceManagePermission = createPermission({
  name: 'engineering-insights.source.manage',
  attributes: { action: 'update' },
});

export const engineeringInsightsPermissions = [
  engineeringInsightsEventCreatePermission,
  engineeringInsightsDeliveryCorrectPermission,
  engineeringInsightsSourceReadPermission,
  engineeringInsightsSourceManagePermission,
];
