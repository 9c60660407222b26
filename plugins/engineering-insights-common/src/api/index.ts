export * from './policies';
export * from './types';
