export * from './types';
export * from './overview';
