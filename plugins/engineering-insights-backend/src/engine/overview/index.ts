export * from './readCoverage';
export * from './sumByPhase';
export * from './sumByService';
