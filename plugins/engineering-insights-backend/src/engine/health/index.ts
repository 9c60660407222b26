export * from './readCompleteness';
export * from './readEntityHealth';
export * from './readFractions';
export * from './readGaps';
export * from './readServicesHealth';
export * from './readFractionsByService';
export * from './readStreams';
