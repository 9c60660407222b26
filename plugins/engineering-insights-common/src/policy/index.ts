export * from './deliveryPolicy';
