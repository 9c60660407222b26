/**
 * Charts, formats, hooks and the kit of Engineering Insights, also for other plugins.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './charts';
export * from './colors';
export * from './formats';
export * from './hooks';
export * from './kit';
export * from './messages';
export * from './queries';
