export * from './addDays';
export * from './dayOf';
export * from './isDay';
export * from './startOfQuarter';
export * from './startOfWeek';
