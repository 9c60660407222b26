export * from './readCompleteness';
export * from './readEntityHealth';
