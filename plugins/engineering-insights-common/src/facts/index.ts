export * from './primitives';
export * from './facts';
