export * from './openPage';
