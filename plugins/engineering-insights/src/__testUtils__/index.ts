export * from './definitions';
export * from './deployments';
export * from './dora';
export * from './explain';
export * from './fixtureFetch';
export * from './scenarios';
