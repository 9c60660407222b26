import { definitions } from '../__testUtils__/definitions';
import { createDoraAnswer } from '../__testUtils__/dora';
import { metricDefinitions } from '../__testUtils__/metric';
import { definitionsOnPage } from './definitionsOnPage';

const { metrics } = createDoraAnswer();

describe('definitionsOnPage', () => {
  it('has those of the metrics of the page alone, in its order', () => {
    expect(
      definitionsOnPage([...metricDefinitions].reverse(), metrics).map(
        ({ id }) => id,
      ),
    ).toEqual(metrics.map(({ metricId }) => metricId));
    expect(metrics.length).toBeLessThan(metricDefinitions.length);
  });

  it('has all where it is not known which stand on the page', () => {
    expect(definitionsOnPage(definitions, undefined)).toEqual(definitions);
    expect(definitionsOnPage(undefined, metrics)).toEqual([]);
  });
});
