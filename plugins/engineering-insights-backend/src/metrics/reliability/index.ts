export * from './incidentCount';
export * from './incidentResolutionTime';
export * from './openIncidentCount';
export * from './ownIncidentsSql';
export * from './reliabilityMetrics';
