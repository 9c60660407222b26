export * from './aggregateObservations';
export * from './metricContract';
export { metricExamples } from './metricExamples';
