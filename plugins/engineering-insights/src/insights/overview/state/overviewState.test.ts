import { readOverviewState, writeOverviewState } from './overviewState';

const read = (search: string) => readOverviewState(new URLSearchParams(search));

describe('the state of the overview', () => {
  it('is the reader’s own, of 90 days and unfiltered, where the address says nothing', () => {
    expect(read('')).toEqual({
      entityRef: undefined,
      days: 90,
      lifecycle: undefined,
      tag: undefined,
      bandMetricId: 'dora.change-lead-time',
      movedMetricId: 'dora.change-lead-time',
      list: undefined,
    });
  });

  it.each([
    { entityRef: 'domain:default/retail', days: 365 },
    { lifecycle: 'production', tag: 'java' },
    {
      bandMetricId: 'dora.change-fail-rate',
      movedMetricId: 'dora.deployment-rework-rate',
    },
    { list: { kind: 'all' } },
    {
      list: {
        kind: 'band',
        metricId: 'dora.change-fail-rate',
        band: 'unknown',
      },
    },
    { list: { kind: 'lacking', id: 'incidentsLinked' } },
    {
      list: {
        kind: 'lacking',
        id: 'servicesWithValue',
        metricId: 'dora.change-lead-time',
      },
    },
  ] as const)('reads what it wrote: %j', change => {
    const written = writeOverviewState(new URLSearchParams('x=1'), change);
    expect(readOverviewState(written)).toMatchObject(change);
    expect(written.get('x')).toBe('1');
  });

  it.each([
    'window=7d',
    'window=90',
    'bands=flow.throughput',
    'list=band/x/y',
    'list=band',
  ])('takes what makes no sense as absent: %s', search => {
    expect(read(search)).toEqual(read(''));
  });

  it('leaves the filters and the list of another entity behind', () => {
    const next = writeOverviewState(
      new URLSearchParams(
        'entity=group:default/a&tag=java&lifecycle=production&list=all&window=30d',
      ),
      { entityRef: 'group:default/b' },
    );
    expect(next.toString()).toBe('entity=group%3Adefault%2Fb&window=30d');
  });

  it('leaves defaults out of the address', () => {
    const next = writeOverviewState(
      new URLSearchParams(
        'window=30d&bands=dora.change-fail-rate&moved=dora.change-fail-rate&tag=java&list=all',
      ),
      {
        days: 90,
        bandMetricId: 'dora.change-lead-time',
        movedMetricId: 'dora.change-lead-time',
        tag: null,
        list: null,
      },
    );
    expect(next.toString()).toBe('');
  });
});
