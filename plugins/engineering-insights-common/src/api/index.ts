export * from './doctor';
export * from './policies';
export * from './health';
export * from './sources';
export * from './types';
export * from './triage';
export * from './overview';
