export * from './daysSinceEpoch';
export * from './mean';
export * from './medianActiveDaysPer30Days';
export * from './medianActiveDaysPerWeek';
export * from './perDay';
export * from './quantile';
export * from './ratio';
