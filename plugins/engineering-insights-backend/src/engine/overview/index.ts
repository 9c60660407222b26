export * from './sumByPhase';
export * from './sumByService';
