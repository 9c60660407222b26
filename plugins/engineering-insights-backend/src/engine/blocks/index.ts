export * from './Blocks';
export * from './measureBlocks';
