/**
 * What an author of a module for Engineering Insights needs.
 *
 * @packageDocumentation
 */
export * from './connector';
export * from './addresses';
export * from './categoryOfRule';
export * from './errors';
export * from './extensions';
export * from './fetchWithinOrigin';
export * from './incidentChannels';
export * from './metric';
export * from './parseItem';
export * from './persons';
export * from './permissions';
