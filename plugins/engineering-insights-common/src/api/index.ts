export * from './doctor';
export * from './types';
