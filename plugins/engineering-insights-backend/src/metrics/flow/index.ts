export * from './codingTime';
export * from './cycleTime';
export * from './deployTime';
export * from './mergeTime';
export * from './phaseSql';
export * from './pickupTime';
export * from './pullRequestBoundariesSql';
export * from './reviewTime';
