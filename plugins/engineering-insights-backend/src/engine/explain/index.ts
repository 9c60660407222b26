export * from './explain';
