export * from './DeploymentTimeline';
export * from './MarkShape';
export * from './timelineMarks';
