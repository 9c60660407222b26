export * from './readEntityHealth';
