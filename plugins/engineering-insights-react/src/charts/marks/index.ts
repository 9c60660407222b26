export * from './MarkTooltip';
export * from './useMarkStyles';
export * from './useMarks';
