export * from './bucketsOf';
export * from './lastWindowWithData';
export * from './previousWindow';
export * from './resolveWindow';
