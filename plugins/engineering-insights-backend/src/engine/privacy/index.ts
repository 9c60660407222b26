export * from './isTooShortToTell';
export * from './readTelling';
export * from './scopeOf';
