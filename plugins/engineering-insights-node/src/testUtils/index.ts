export { connectorContract } from './connectorContract';
export { goldenPayloads, type GoldenPayload } from './goldenPayloads';
export * from './metrics';
export * from './startSourceServer';
export { webhookRequest } from './webhookRequest';
