export * from './describeDuration';
export * from './describeFrequency';
export * from './describeShare';
export * from './describeValue';
export * from './englishValue';
export * from './numberFormat';
export * from './numberText';
export * from './valueTexts';
