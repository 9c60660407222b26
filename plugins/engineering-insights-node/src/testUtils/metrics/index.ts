export * from './aggregateObservations';
export * from './metricContract';
