import { metricExamples } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { deploymentBatchSize } from './deploymentBatchSize';

metricExamples({ metrics: [deploymentBatchSize] });
