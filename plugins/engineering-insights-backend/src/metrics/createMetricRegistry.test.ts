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

  it.each([
    { aggregate: 'perPerson' as const, isPersonDerived: false },
    { aggregate: 'quantile' as const, isPersonDerived: true },
  ])(
    'refuses what is made of what people did and is not counted per person',
    change => {
      const metric = {
        ...changeLeadTime,
        definition: { ...changeLeadTime.definition, ...change },
      };
      expect(() => createMetricRegistry([metric])).toThrow('which protects');
    },
  );

  it.each([
    { aggregate: 'count' as const },
    {
      measures: {
        units: ['pullRequest' as const],
        starts: ['authored' as const],
      },
    },
    { measures: { units: ['commit' as const], starts: [] } },
  ])('refuses what is not measured as it says by default: %j', change => {
    const metric = {
      ...changeLeadTime,
      definition: { ...changeLeadTime.definition, ...change },
    };
    expect(() => createMetricRegistry([metric])).toThrow('Put these first');
  });

  it('refuses more categories than are counted', () => {
    const categories = Array.from({ length: 9 }, (_, index) => ({
      id: `c${index}`,
      title: '',
    }));
    const metric = {
      ...changeLeadTime,
      definition: {
        ...changeLeadTime.definition,
        aggregate: 'count' as const,
        measures: undefined,
        categories,
      },
    };
    expect(() => createMetricRegistry([metric])).toThrow('categories');
  });
});
