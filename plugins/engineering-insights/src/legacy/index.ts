/**
 * The extensions for portals on the old frontend system.
 *
 * @packageDocumentation
 */
export * from './isDoraAvailable';
export * from './isTeamAnalyticsAvailable';
export * from './plugin';
