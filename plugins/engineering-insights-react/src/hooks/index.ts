export * from './Layout';
export * from './Printing';
export * from './touchMedia';
export * from './useCoarsePointer';
export * from './useDelayed';
export * from './useDelayedValue';
export * from './useElementWidth';
export * from './useTouchTargets';
