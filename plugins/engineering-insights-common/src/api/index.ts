export * from './doctor';
export * from './types';
export * from './triage';
