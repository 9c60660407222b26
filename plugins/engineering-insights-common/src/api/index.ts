export * from './types';
export * from './triage';
