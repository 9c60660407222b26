/**
 * Facts, metric types, statistics and the API client of Engineering Insights;
 * isomorphic.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './client';
export * from './days';
export * from './facts';
export * from './metrics';
export * from './permissions';
export * from './policy';
export * from './statistics';
export * from './values';
