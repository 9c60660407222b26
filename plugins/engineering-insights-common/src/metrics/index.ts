export * from './bands';
export * from './changeOf';
export * from './measuredAs';
export * from './types';
export * from './windows';
