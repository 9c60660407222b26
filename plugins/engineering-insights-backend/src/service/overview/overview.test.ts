import type {
  DoraAnswer,
  EntityHealth,
  MetricMove,
  OverviewAnswer,
  OverviewChangesAnswer,
  OverviewCompletenessAnswer,
  OverviewServicesAnswer,
  OverviewTargetsAnswer,
  SingleMetricAnswer,
} from '@sei-platform/plugin-engineering-insights-common';
import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import { recalculate, sweep } from '../../engine';
import { random } from '../../engine/__testUtils__/random';
import { Seed } from '../../engine/__testUtils__/seed';
import { seedRandomDelivery } from '../../engine/__testUtils__/seedRandomDelivery';
import { builtInMetrics, createMetricRegistry } from '../../metrics';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestApi } from '../__testUtils__/createTestApi';

jest.setTimeout(300_000);

const NOW = '2026-07-04T12:00:00.000Z';
const HIDDEN = 'component:default/service-4-b';
const databases = testDatabase();

function startApi(knex: Knex, refs: readonly string[]) {
  return createTestApi({ knex, catalog: catalogOf(refs), now: NOW }).get;
}

/** Six services of one system, by twos in a repository, of one domain; half of a year of them, the last 180 days. */
async function createWorld() {
  const knex = await databases.create();
  const seed = new Seed(knex);
  const { systemId, entityIds } = await seedRandomDelivery({
    seed,
    next: random(20260704),
    from: '2026-01-05T00:00:00.000Z',
    days: 180,
    componentCount: 6,
  });
  const domainId = await seed.entity({ name: 'retail', kind: 'domain' });
  await seed.owns({
    parentId: domainId,
    entityId: systemId,
    relation: 'domain',
  });
  const groupId = await seed.entity({ name: 'money', kind: 'group' });
  await seed.owns({
    parentId: groupId,
    entityId: domainId,
    relation: 'owner',
  });
  await knex('entities')
    .whereIn('id', entityIds)
    .update({ lifecycle: 'production', tags: ['paid'] });
  await knex('entities')
    .where('id', entityIds[0])
    .update({ lifecycle: 'experimental', tags: ['paid', 'java'] });
  const metrics = createMetricRegistry(builtInMetrics);
  for (const [of, ids] of [
    ['components', entityIds],
    ['rollUps', [systemId, domainId]],
  ] as const) {
    await recalculate({
      knex,
      of,
      metrics: metrics.listKept(of),
      entityIds: ids,
      now: NOW,
      changedFrom: '-infinity',
    });
  }
  const refs: string[] = await knex('entities').orderBy('id').pluck('ref');
  return { knex, refs, systemId, domainId };
}

const sumOf = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0);

const SYSTEM = '/v1/overview/system/default/shop';

describe('an overview', () => {
  let world: Awaited<ReturnType<typeof createWorld>>;
  let get: ReturnType<typeof startApi>;
  let getAsOutsider: ReturnType<typeof startApi>;
  beforeAll(async () => {
    world = await createWorld();
    get = startApi(world.knex, world.refs);
    getAsOutsider = startApi(
      world.knex,
      world.refs.filter(ref => ref !== HIDDEN),
    );
  });

  it.each(['system/default/shop', 'domain/default/retail'])(
    'of %s has the metrics that its DORA tab has',
    async path => {
      const overview = await get<OverviewAnswer>(`/v1/overview/${path}`);
      const dora = await get<DoraAnswer>(`/v1/analytics/dora/${path}`);
      expect(overview.metrics).toEqual(dora.metrics.slice(0, 5));
      expect(overview.serviceCount).toBe(6);
      expect(overview.metrics[0].series.length).toBeGreaterThan(10);
    },
  );

  it('has as many services in each band as the roll-up counts, and in each list as it counts', async () => {
    const overview = await get<OverviewAnswer>(SYSTEM);
    for (const { metricId, counts } of overview.bands) {
      const metric = overview.metrics.find(each => each.metricId === metricId);
      expect(counts).toEqual(metric?.bandCounts);
      for (const level of ['elite', 'high', 'medium', 'low', 'unknown']) {
        const { items, totalCount } = await get<OverviewServicesAnswer>(
          `${SYSTEM}/services?metric=${metricId}&band=${level}`,
        );
        expect([metricId, level, items.length]).toEqual([
          metricId,
          level,
          counts[level as keyof typeof counts],
        ]);
        expect(totalCount).toBe(items.length);
      }
    }
    const known = overview.bands.map(({ counts }) => 6 - counts.unknown);
    expect(Math.max(...known)).toBeGreaterThan(0);
  });

  it('has in each month the band that each service has in it alone', async () => {
    const { bands } = await get<OverviewAnswer>(SYSTEM);
    expect(bands[0].months.map(({ from }) => from.slice(0, 7))).toEqual([
      '2025-08',
      '2025-09',
      '2025-10',
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
    ]);
    const components = world.refs.filter(ref => ref.startsWith('component'));
    let bandedCount = 0;
    for (const { metricId, months } of bands) {
      for (const { from, to, isCut, counts } of months.slice(-3)) {
        const expected = { elite: 0, high: 0, medium: 0, low: 0, unknown: 0 };
        for (const ref of components) {
          const { band } = await get<SingleMetricAnswer>(
            `/v1/metrics/${metricId}/${ref.replace(
              ':',
              '/',
            )}?compare=false&from=${from}&to=${to}`,
          );
          expected[band?.level ?? 'unknown'] += 1;
          bandedCount += band ? 1 : 0;
        }
        expect({ metricId, from, counts }).toEqual({
          metricId,
          from,
          counts: expected,
        });
        expect(isCut).toBe(to > NOW);
      }
    }
    expect(bandedCount).toBeGreaterThan(10);
  });

  it('does not know of months that were not read, and takes them for no month without a band', async () => {
    const { bands } = await get<OverviewAnswer>(SYSTEM);
    for (const { months } of bands) {
      expect(
        months.map(({ counts, notReadCount }) => [
          sumOf(Object.values(counts)),
          notReadCount,
        ]),
      ).toEqual([...Array(4).fill([0, 6]), ...Array(8).fill([6, 0])]);
    }
  });

  it('knows of a service whose reading begins in the middle of the year from then on', async () => {
    const name = 'service-2-a';
    const streams = world.knex('streams').whereIn(
      'scope_id',
      world
        .knex('entity_scopes')
        .select('scope_id')
        .where(
          'entity_id',
          world
            .knex('entities')
            .select('id')
            .where('ref', `component:default/${name}`),
        ),
    );
    const before: { id: number; covered_from: Date }[] = await streams
      .clone()
      .select('id', 'covered_from');
    const read = async () => (await get<OverviewAnswer>(SYSTEM)).bands;
    const [wholeYear] = [await read()];
    await streams.clone().update({ covered_from: '2026-04-10T00:00:00Z' });
    const halfYear = await read();
    for (const { id, covered_from } of before) {
      await world.knex('streams').where({ id }).update({ covered_from });
    }
    const unread: { from: string; notReadCount: number }[] = [];
    for (const [index, { months }] of halfYear.entries()) {
      for (const [no, { counts, notReadCount, from }] of months.entries()) {
        const whole = wholeYear[index].months[no];
        // What has a band keeps it, and what was read is as it was.
        expect({ ...counts, unknown: 0 }).toEqual({
          ...whole.counts,
          unknown: 0,
        });
        expect(counts.unknown + notReadCount).toBe(
          whole.counts.unknown + whole.notReadCount,
        );
        if (notReadCount > 0) unread.push({ from, notReadCount });
      }
    }
    expect(unread.filter(({ from }) => from >= '2026-04')).toEqual([]);
    expect(unread.filter(({ from }) => from >= '2026')).not.toEqual([]);
  });

  it('keeps the bands of months that a sweep passes over', async () => {
    const before = await get<OverviewAnswer>(SYSTEM);
    await sweep({
      knex: world.knex,
      metrics: createMetricRegistry(builtInMetrics),
      now: NOW,
    });
    expect((await get<OverviewAnswer>(SYSTEM)).bands).toEqual(before.bands);
  });

  it('calculates of a filter that leaves all what is kept of the whole', async () => {
    const whole = await get<OverviewAnswer>(`${SYSTEM}?days=180`);
    const filtered = await get<OverviewAnswer>(`${SYSTEM}?days=180&tag=paid`);
    expect(filtered.isFiltered).toBe(true);
    expect(filtered.metrics).toEqual(
      whole.metrics.map(
        ({ bandCounts: _, largestContributor: __, ...metric }) => metric,
      ),
    );
    expect(filtered.bands).toEqual(whole.bands);
    expect(filtered.lifecycles).toEqual([
      { value: 'experimental', serviceCount: 1 },
      { value: 'production', serviceCount: 5 },
    ]);
    expect(filtered.tags).toEqual([
      { value: 'java', serviceCount: 1 },
      { value: 'paid', serviceCount: 6 },
    ]);
  });

  it.each([
    'tag=java',
    'lifecycle=experimental',
    'lifecycle=experimental&tag=paid',
  ])(
    'of the one service that %s leaves says what that service says of itself',
    async filter => {
      const overview = await get<OverviewAnswer>(`${SYSTEM}?${filter}`);
      const dora = await get<DoraAnswer>(
        '/v1/analytics/dora/component/default/service-0-a',
      );
      expect(overview.serviceCount).toBe(1);
      expect(
        overview.metrics.map(({ value, previous }) => [value, previous]),
      ).toEqual(
        dora.metrics
          .slice(0, 5)
          .map(({ value, previous }) => [value, previous]),
      );
      const { items } = await get<OverviewServicesAnswer>(
        `${SYSTEM}/services?${filter}`,
      );
      expect(items.map(({ ref }) => ref)).toEqual([
        'component:default/service-0-a',
      ]);
      expect(items[0].values.map(({ value, band }) => [value, band])).toEqual(
        dora.metrics
          .slice(0, 5)
          .map(({ value, band }) => [
            'value' in value ? value.value : undefined,
            band?.level,
          ]),
      );
    },
  );

  it('divides a change without a rest, of the mean and share that the whole has, each change counted once', async () => {
    const { metrics, previousWindow } = await get<OverviewChangesAnswer>(
      `${SYSTEM}/changes`,
    );
    const dora = await get<DoraAnswer>(
      '/v1/analytics/dora/system/default/shop',
    );
    const before = await get<DoraAnswer>(
      `/v1/analytics/dora/system/default/shop?compare=false&from=${previousWindow.from}&to=${previousWindow.to}`,
    );
    const numberOf = (answer: DoraAnswer, id: string) => {
      const metric = answer.metrics.find(({ metricId }) => metricId === id)!;
      const { value, details } = metric;
      return details.mean ?? ('value' in value ? value.value : undefined);
    };
    const moves = metrics.filter(
      (move): move is MetricMove & { status: 'ok' } => move.status === 'ok',
    );
    expect(moves.map(({ metricId }) => metricId)).toEqual([
      'dora.change-lead-time',
      'dora.failed-deployment-recovery-time',
      'dora.change-fail-rate',
      'dora.deployment-rework-rate',
    ]);
    for (const move of moves) {
      expect(move.value).toBeCloseTo(numberOf(dora, move.metricId)!, 6);
      expect(move.previous).toBeCloseTo(numberOf(before, move.metricId)!, 6);
      expect(
        sumOf(move.services.map(({ contribution }) => contribution)) +
          move.otherServices.contribution +
          move.unexplainedByServices,
      ).toBeCloseTo(move.difference, 6);
      expect(sumOf(move.services.map(({ sampleSize }) => sampleSize))).toBe(
        move.sampleSize,
      );
    }
    const [{ phases, unexplainedByPhases, difference }] = moves;
    expect(
      sumOf(phases!.map(({ contribution }) => contribution)) +
        unexplainedByPhases!,
    ).toBeCloseTo(difference, 6);
    expect(phases!.some(({ value }) => value > 0)).toBe(true);
  });

  it('does not divide what is too little to compare', async () => {
    const { metrics } = await get<OverviewChangesAnswer>(
      `${SYSTEM}/changes?days=365&tag=java`,
    );
    expect(metrics[0]).toEqual({
      metricId: 'dora.change-lead-time',
      status: 'noData',
      reason: { code: 'noDataInWindow', parameters: {} },
    });
  });

  it('counts how complete the data is as the health of the system does, and names who lacks', async () => {
    const { fractions } = await get<OverviewCompletenessAnswer>(
      `${SYSTEM}/completeness`,
    );
    const health = await get<EntityHealth>(
      '/v1/entities/system/default/shop/health',
    );
    expect(
      fractions.slice(0, 3).map(({ id, count, total }) => ({
        id,
        count,
        total,
      })),
    ).toEqual(health.fractions);
    for (const { count, total, lacking, lackingCount } of fractions) {
      // What several services share lacks in each of them, and once in the whole.
      expect(
        sumOf(lacking.map(each => each.total - each.count)),
      ).toBeGreaterThanOrEqual(total - count);
      expect(lacking).toHaveLength(lackingCount);
    }
    const leadTime = fractions.find(
      ({ metricId }) => metricId === 'dora.change-lead-time',
    );
    expect(leadTime).toMatchObject({ id: 'servicesWithValue', total: 6 });
  });

  it('lists what there is an overview of, with how many services and whose it is', async () => {
    const { targets } = await get<OverviewTargetsAnswer>(
      '/v1/overview/targets',
    );
    expect(targets).toEqual([
      {
        ref: 'group:default/money',
        kind: 'group',
        title: 'money',
        serviceCount: 0,
        ownerRefs: [],
      },
      {
        ref: 'domain:default/retail',
        kind: 'domain',
        title: 'retail',
        serviceCount: 6,
        ownerRefs: ['group:default/money'],
      },
      {
        ref: 'system:default/shop',
        kind: 'system',
        title: 'shop',
        serviceCount: 6,
        ownerRefs: [],
      },
    ]);
  });

  it('turns pages of services', async () => {
    const first = await get<OverviewServicesAnswer>(
      `${SYSTEM}/services?limit=4`,
    );
    const second = await get<OverviewServicesAnswer>(
      `${SYSTEM}/services?limit=4&cursor=${first.nextCursor}`,
    );
    expect(second.nextCursor).toBeUndefined();
    expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(
      [
        'service-0-a',
        'service-0-b',
        'service-2-a',
        'service-2-b',
        'service-4-a',
        'service-4-b',
      ],
    );
  });

  describe('of someone who does not see one of the services', () => {
    it.each([
      '',
      '?days=365',
      '?tag=paid',
      '/services',
      '/services?metric=dora.change-lead-time&band=unknown',
      '/changes',
      '/changes?tag=paid',
      '/completeness',
    ])('names it nowhere in %s', async part => {
      const outsiders = JSON.stringify(await getAsOutsider(`${SYSTEM}${part}`));
      expect(outsiders).not.toContain('service-4-b');
    });

    it('is one that others see', async () => {
      const own = JSON.stringify(await get(`${SYSTEM}/services`));
      expect(own).toContain('service-4-b');
    });

    it('counts it nowhere but in the numbers of the whole', async () => {
      const own = await get<OverviewAnswer>(SYSTEM);
      const outsiders = await getAsOutsider<OverviewAnswer>(SYSTEM);
      expect(outsiders).toMatchObject({
        serviceCount: 5,
        hiddenServiceCount: 1,
      });
      expect(outsiders.metrics.map(({ value }) => value)).toEqual(
        own.metrics.map(({ value }) => value),
      );
      for (const { counts, months } of outsiders.bands) {
        expect(sumOf(Object.values(counts))).toBe(5);
        expect(sumOf(Object.values(months.at(-1)!.counts))).toBe(5);
      }
    });

    it('calculates of a filter only what they see', async () => {
      const own = await get<OverviewAnswer>(`${SYSTEM}?tag=paid`);
      const outsiders = await getAsOutsider<OverviewAnswer>(
        `${SYSTEM}?tag=paid`,
      );
      const countOf = ({ metrics }: OverviewAnswer) =>
        'value' in metrics[1].value ? metrics[1].value.sampleSize : undefined;
      expect(countOf(outsiders)).toBeLessThan(countOf(own)!);
    });

    it('calls what it brings unexplained, so that all still adds up', async () => {
      const { metrics } = await getAsOutsider<OverviewChangesAnswer>(
        `${SYSTEM}/changes`,
      );
      const [move] = metrics as (MetricMove & { status: 'ok' })[];
      expect(move.services).toHaveLength(5);
      expect(Math.abs(move.unexplainedByServices)).toBeGreaterThan(0);
      expect(
        sumOf(move.services.map(({ contribution }) => contribution)) +
          move.unexplainedByServices,
      ).toBeCloseTo(move.difference, 6);
    });

    it('offers no system that they do not see', async () => {
      const asStranger = startApi(world.knex, ['domain:default/retail']);
      const { targets } = await asStranger<OverviewTargetsAnswer>(
        '/v1/overview/targets',
      );
      expect(targets).toEqual([
        expect.objectContaining({
          ref: 'domain:default/retail',
          ownerRefs: [],
        }),
      ]);
    });
  });
});
