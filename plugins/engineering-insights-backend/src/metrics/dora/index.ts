export * from './changeFailRate';
export * from './changeLeadTime';
export * from './deploymentFrequency';
export * from './deploymentReworkRate';
export * from './doraMetrics';
export * from './failedDeploymentRecoveryTime';
