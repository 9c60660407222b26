import { builtInMetrics } from './builtInMetrics';
import { createMetricRegistry } from './createMetricRegistry';
import { changeFailRate, changeLeadTime } from './dora';

describe('createMetricRegistry', () => {
  it('keeps the order and finds by id', () => {
    const registry = createMetricRegistry(builtInMetrics);
    expect(registry.list()).toEqual(builtInMetrics);
    expect(registry.get('dora.change-fail-rate')).toBe(changeFailRate);
    expect(registry.get('dora.unheard-of')).toBeUndefined();
  });

  it('refuses a second metric of the same id', () => {
    expect(() =>
      createMetricRegistry([changeLeadTime, changeLeadTime]),
    ).toThrow('Two metrics have the id "dora.change-lead-time"');
  });

  it('refuses an id that is no such name', () => {
    const named = {
      ...changeLeadTime,
      definition: { ...changeLeadTime.definition, id: 'LeadTime' },
    };
    expect(() => createMetricRegistry([named])).toThrow(
      'The metric id "LeadTime" is not of the form',
    );
  });

  it('refuses an aggregate that the engine does not calculate', () => {
    const gauge = {
      ...changeLeadTime,
      definition: { ...changeLeadTime.definition, aggregate: 'gauge' as const },
    };
    expect(() => createMetricRegistry([gauge])).toThrow(
      'aggregates by "gauge"',
    );
  });
});
