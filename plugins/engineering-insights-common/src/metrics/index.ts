export * from './bands';
export * from './changeOf';
export * from './types';
export * from './windows';
