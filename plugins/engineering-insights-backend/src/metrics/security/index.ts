export * from './findingAge';
export * from './openFindings';
export * from './openSecurityFindings';
export * from './securityMetrics';
export * from './severityCategories';
export * from './timeToRemediate';
