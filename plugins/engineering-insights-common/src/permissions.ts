import { createPermission } from '@backstage/plugin-permission-common';

/** An entity of the catalog and, where numbers are read, one metric of it. */
export const RESOURCE_TYPE_ENGINEERING_INSIGHTS_METRIC =
  'engineering-insights-metric';

/** Reading metrics of an entity, and what they are made of. */
export const engineeringInsightsMetricReadPermission = createPermission({
  name: 'engineering-insights.metric.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ENGINEERING_INSIGHTS_METRIC,
});

/** Seeing who is in a team, by name. */
export const engineeringInsightsPeopleReadPermission = createPermission({
  name: 'engineering-insights.people.read',
  attributes: { action: 'read' },
});

/** Sending facts to the intake. */
export const engineeringInsightsEventCreatePermission = createPermission({
  name: 'engineering-insights.event.create',
  attributes: { action: 'create' },
});

/** Correcting by hand what counts as failed, and what caused an incident: of what one owns, unless a policy says by conditions of what. */
export const engineeringInsightsDeliveryCorrectPermission = createPermission({
  name: 'engineering-insights.delivery.correct',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENGINEERING_INSIGHTS_METRIC,
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

/** Exporting and erasing what is stored of a person. */
export const engineeringInsightsPeopleManagePermission = createPermission({
  name: 'engineering-insights.people.manage',
  attributes: { action: 'delete' },
});

/** Those of which a policy may say of which entities, by conditions. */
export const engineeringInsightsEntityPermissions = [
  engineeringInsightsMetricReadPermission,
  engineeringInsightsDeliveryCorrectPermission,
] as const;

/** Those that are of no single entity. */
export const engineeringInsightsBasicPermissions = [
  engineeringInsightsPeopleReadPermission,
  engineeringInsightsEventCreatePermission,
  engineeringInsightsSourceReadPermission,
  engineeringInsightsSourceManagePermission,
  engineeringInsightsPeopleManagePermission,
] as const;

export const engineeringInsightsPermissions = [
  ...engineeringInsightsEntityPermissions,
  ...engineeringInsightsBasicPermissions,
] as const;
