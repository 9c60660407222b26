export * from './health';
export * from './sources';
export * from './types';
