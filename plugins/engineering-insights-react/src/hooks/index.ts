export * from './Layout';
export * from './useDelayed';
export * from './useElementWidth';
