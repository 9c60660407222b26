export * from './doctor';
export * from './policies';
export * from './types';
export * from './triage';
