import { resolveWindow } from '../../page/state/resolveWindow';
import { pinnedAddress } from '../../page/state/pageState';
import { readDoraState, writeDoraState } from './useDoraState';

const now = new Date('2026-11-22T23:30:00Z');

describe('resolveWindow', () => {
  it.each([
    ['30d', '2026-10-24', '2026-11-23'],
    ['90d', '2026-08-25', '2026-11-23'],
    ['365d', '2025-11-23', '2026-11-23'],
    ['thisQuarter', '2026-10-01', '2026-11-23'],
    ['lastQuarter', '2026-07-01', '2026-10-01'],
  ] as const)('%s is [%s, %s)', (id, from, to) => {
    expect(resolveWindow(id, now)).toEqual({ from, to });
  });
});

describe('readDoraState', () => {
  const read = (search: string) =>
    readDoraState(new URLSearchParams(search), now);

  it('shows 90 days, compared, of all production environments where the address says nothing', () => {
    expect(read('')).toMatchObject({
      windowId: '90d',
      isCompared: true,
      environments: [],
      outcome: 'all',
    });
  });

  it.each([
    'from=2026-02-01&to=2026-01-01',
    'from=yesterday&to=2026-01-01',
    'from=2026-01-01',
    'window=forever',
    'statistic=p42&unit=line&start=birth',
  ])('takes what makes no sense as absent: %s', search => {
    expect(read(search)).toMatchObject({
      windowId: '90d',
      statistic: 'p50',
      unit: 'commit',
      start: 'authored',
    });
  });

  it('reads back what it wrote', () => {
    const written = writeDoraState(new URLSearchParams('tab=1'), {
      windowId: '30d',
      isCompared: false,
      environments: ['prd-eu', 'prd-us'],
      explainedMetricId: 'dora.change-fail-rate',
      search: 'v2',
      outcome: 'failed',
      sort: { column: 'leadTime', isDescending: false },
      deploymentId: 'd-1',
      statistic: 'p90',
      unit: 'pullRequest',
      start: 'opened',
    });
    expect(readDoraState(written, now)).toEqual({
      windowId: '30d',
      window: resolveWindow('30d', now),
      isCompared: false,
      environments: ['prd-eu', 'prd-us'],
      explainedMetricId: 'dora.change-fail-rate',
      search: 'v2',
      outcome: 'failed',
      sort: { column: 'leadTime', isDescending: false },
      deploymentId: 'd-1',
      statistic: 'p90',
      unit: 'pullRequest',
      start: 'opened',
    });
    expect(written.get('tab')).toBe('1');
  });

  it('leaves defaults out of the address', () => {
    const start = new URLSearchParams(
      'window=30d&compare=off&outcome=failed&sort=changes&environment=a&statistic=p75&unit=pullRequest&start=merged',
    );
    const back = writeDoraState(start, {
      windowId: '90d',
      isCompared: true,
      environments: [],
      outcome: 'all',
      sort: { column: 'finished', isDescending: true },
      statistic: 'p50',
      unit: 'commit',
      start: 'authored',
    });
    expect(back.toString()).toBe('');
  });

  it('pins the dates of a link and keeps the rest', () => {
    const address = pinnedAddress('https://portal/x?window=30d&explain=a', {
      from: '2026-10-24',
      to: '2026-11-23',
    });
    expect(address).toBe(
      'https://portal/x?explain=a&from=2026-10-24&to=2026-11-23',
    );
  });
});
