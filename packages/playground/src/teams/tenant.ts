/** The company's tenant, and what the portal needs to know of it. */
export const PLAYGROUND_TEAMS = {
  tenantId: '2f6a1c1e-0f4c-4c52-9d0b-6f3a5b8e7d10',
  clientId: '5a2d9b54-8c7b-4f6e-9a3c-1d2e4f5a6b7c',
  /** The teams whose channels are of interest. */
  operations: '0c4e8a6d-3b1f-4d2c-8e5a-7b9c1d3f5e60',
  discovery: '9d7f5b3a-1e2c-4a6b-b8d0-4c6e8f0a2b14',
} as const;
