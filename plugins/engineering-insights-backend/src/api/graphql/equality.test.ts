import type { Knex } from 'knex';
import { testDatabase } from '../../database/testDatabase';
import {
  DELIVERY,
  EXAMPLE_CATALOG,
  HIDDEN,
} from './__testUtils__/exampleCatalog';
import { type Portal, startPortal } from './__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = testDatabase();
const PAYMENTS = 'component:default/payments';

let knex: Knex;
let portal: Portal;

beforeAll(async () => {
  knex = await databases.createEmpty();
  portal = await startPortal({
    knex,
    entities: EXAMPLE_CATALOG,
    hidden: HIDDEN,
  });
  await portal.waitFor(async () =>
    knex('entities').first('id').where('ref', PAYMENTS),
  );
  await portal.send({
    entityRef: PAYMENTS,
    scope: 'acme/payments',
    facts: DELIVERY,
  });
  // Until everything is derived, calculated and kept, two answers may be of two moments.
  await portal.waitFor(async () => {
    const waiting = await knex('dirty_marks')
      .first('id')
      .where('due_at', '<=', knex.fn.now());
    const { body } = await portal.get(
      '/v1/analytics/dora/component/default/payments',
    );
    return !waiting && body.summary.changeCount === 11 ? true : undefined;
  });
});
afterAll(async () => {
  await portal?.stop();
});

const VALUE = `status value sampleSize numerator coveredFrom
  reason { code parameters { name values } } excluded { code count }`;
const METRIC = `id calculatedAt measuredAs { statistic unit start } value { ${VALUE} } previous { ${VALUE} }
  change { verdict difference reason { code } } band { level set year }
  bandCounts { name value } details { name value } categories { name value }
  series { from to isCut value { ${VALUE} } categories { name value } }
  largestContributor { share entity { ref } }`;
const FIVE = [
  'leadTimeForChanges',
  'deploymentFrequency',
  'timeToRestoreService',
  'changeFailureRate',
  'deploymentReworkRate',
];

/** As GraphQL tells it: absent is null, and what has names is a list. */
const orNull = <T, R>(value: T | undefined, tell: (value: T) => R) =>
  value === undefined ? null : tell(value);
const namedNumbers = (record: Record<string, number>) =>
  Object.entries(record).map(([name, value]) => ({ name, value }));
const toReason = ({ code, parameters }: any) => ({
  code,
  parameters: Object.entries(parameters).map(([name, value]) => ({
    name,
    values: [value].flat().map(String),
  })),
});
const toValue = (value: any) => ({
  status: value.status,
  value: value.value ?? null,
  sampleSize: value.sampleSize ?? null,
  numerator: value.numerator ?? null,
  coveredFrom: value.coveredFrom ?? null,
  reason: orNull(value.reason, toReason),
  excluded: value.excluded,
});
const toMetric = (answer: any) => ({
  id: answer.metricId,
  measuredAs: orNull(answer.measuredAs, ({ statistic, unit, start }: any) => ({
    statistic: statistic ?? null,
    unit: unit ?? null,
    start: start ?? null,
  })),
  value: toValue(answer.value),
  previous: orNull(answer.previous, toValue),
  change: orNull(answer.change, ({ verdict, difference, reason }: any) => ({
    verdict,
    difference: difference ?? null,
    reason: orNull(reason, ({ code }: any) => ({ code })),
  })),
  band: orNull(answer.band, ({ level, set, year }: any) => ({
    level,
    set,
    year,
  })),
  bandCounts: orNull(answer.bandCounts, namedNumbers),
  details: namedNumbers(answer.details),
  categories: orNull(answer.categories, namedNumbers),
  series: answer.series.map(({ categories, value, from, to, isCut }: any) => ({
    from,
    to,
    isCut,
    value: toValue(value),
    categories: orNull(categories, namedNumbers),
  })),
  largestContributor: orNull(
    answer.largestContributor,
    ({ share, entityRef }: any) => ({
      share,
      entity: { ref: entityRef },
    }),
  ),
});
const untimed = ({ calculatedAt: _, ...metric }: any) => metric;

const MONTH = { from: '2026-10-01', to: '2026-12-01' };

it.each([
  ['dora.change-lead-time', PAYMENTS, {}],
  ['dora.deployment-frequency', PAYMENTS, MONTH],
  ['dora.failed-deployment-recovery-time', PAYMENTS, {}],
  ['dora.change-fail-rate', 'system:default/till', MONTH],
  ['dora.deployment-rework-rate', 'group:default/money', {}],
  ['planning.work-mix', 'group:default/money', {}],
  ['collaboration.review-load', 'group:default/money', {}],
  ['dora.change-lead-time', PAYMENTS, { statistic: 'p90' }],
  ['dora.change-lead-time', PAYMENTS, { unit: 'pullRequest', start: 'opened' }],
  ['flow.cycle-time', PAYMENTS, { clock: 'working', cohort: 'human' }],
] as const)('tells %s of %s as REST does: %j', async (id, ref, asked) => {
  const [kind, namespace, name] = ref.split(/[:/]/);
  const rest = await portal.get(
    `/v1/metrics/${id}/${kind}/${namespace}/${name}?${new URLSearchParams({
      ...asked,
    })}`,
  );
  expect(rest.status).toBe(200);
  const { from, to, ...choice } = { from: undefined, to: undefined, ...asked };
  const { metric } = await portal.read(
    `query (
       $id: ID!, $ref: ID!, $period: DateRangeInput, $statistic: Statistic, $unit: ChangeUnit,
       $start: ChangeStart, $clock: Clock! = elapsed, $cohort: Cohort! = all
     ) {
       metric(
         id: $id, entityRef: $ref, period: $period, statistic: $statistic, unit: $unit,
         start: $start, clock: $clock, cohort: $cohort
       ) { ${METRIC} period { from to days } bucket }
     }`,
    {
      variables: { id, ref, ...choice, ...(from && { period: { from, to } }) },
    },
  );
  const { period, bucket, ...told } = untimed(metric);
  expect({ ...period, bucket }).toEqual(rest.body.window);
  expect(told).toEqual(toMetric(rest.body));
});

it('tells the five by another statistic as REST does', async () => {
  const { body } = await portal.get(
    '/v1/analytics/dora/component/default/payments?statistic=mean&start=committed',
  );
  const { entity } = await portal.read(
    `{ entity(ref: "${PAYMENTS}") { dora(statistic: mean, start: committed) { ${FIVE.map(
      name => `${name} { ${METRIC} }`,
    ).join(' ')} } } }`,
  );
  expect(entity.dora.leadTimeForChanges.measuredAs).toEqual({
    statistic: 'mean',
    unit: null,
    start: 'committed',
  });
  expect(FIVE.map(each => untimed(entity.dora[each]))).toEqual(
    body.metrics.slice(0, 5).map(toMetric),
  );
});

it.each([
  [PAYMENTS],
  ['system:default/till'],
  ['group:default/money'],
  ['group:default/web'],
])('tells the five of %s as REST does', async ref => {
  const { body } = await portal.get(
    `/v1/analytics/dora/${ref.replace(':', '/')}`,
  );
  const { entity } = await portal.read(
    `query ($ref: ID!) { entity(ref: $ref) { dora { ${FIVE.map(
      name => `${name} { ${METRIC} }`,
    ).join(' ')} } } }`,
    { variables: { ref } },
  );
  expect(FIVE.map(name => untimed(entity.dora[name]))).toEqual(
    body.metrics.slice(0, 5).map(toMetric),
  );
});
