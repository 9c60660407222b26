/** By what the signals of a test name an entity. */
export const liveKeyOf = (entityRef: string) => `key of ${entityRef}`;
