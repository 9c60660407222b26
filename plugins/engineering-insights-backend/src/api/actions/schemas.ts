import type { z } from 'zod/v3';

/** As the registry hands it out, which reads schemas of zod 3. */
export type Zod = typeof z;

/** Which entity is asked about, in which window. */
export function questionSchema(zod: Zod) {
  return zod.object({
    entityRef: zod
      .string()
      .describe(
        'The entity of the catalog, as kind:namespace/name: component:default/payments. Components, systems, domains and groups have metrics.',
      ),
    ...windowShape(zod),
  });
}

export function windowShape(zod: Zod) {
  return {
    days: zod
      .number()
      .int()
      .min(1)
      .max(1_100)
      .optional()
      .describe(
        'The last so many days, today included, in UTC. 90 where neither this nor from and to are given.',
      ),
    from: zod
      .string()
      .optional()
      .describe('First day of the window, ISO 8601: 2026-01-01. With `to`.'),
    to: zod
      .string()
      .optional()
      .describe('Day after the last day of the window, ISO 8601. With `from`.'),
  };
}

export function entitySchema(zod: Zod) {
  return zod.object({
    ref: zod.string(),
    kind: zod.string(),
    title: zod.string(),
  });
}

export function windowSchema(zod: Zod) {
  return zod
    .object({ from: zod.string(), to: zod.string() })
    .describe('ISO 8601, UTC; `from` counts and `to` does not.');
}

function reasonSchema(zod: Zod) {
  return zod
    .object({
      code: zod.string(),
      parameters: zod.record(
        zod.union([zod.string(), zod.number(), zod.array(zod.string())]),
      ),
    })
    .describe('Why there is no number, or what is to be known about it.');
}

export function exclusionsSchema(zod: Zod) {
  return zod
    .array(zod.object({ code: zod.string(), count: zod.number() }))
    .describe('How many records are left out, and why.');
}

export function valueSchema(zod: Zod) {
  return zod
    .object({
      status: zod
        .string()
        .describe(
          'ok, partial, stale, insufficientSample; or, without a value, noData, notConfigured, collecting, withheld.',
        ),
      value: zod
        .number()
        .optional()
        .describe('In the unit of the metric. Absent where it is not known.'),
      text: zod.string().describe('The same for people: 4.2 h, or not known.'),
      sampleSize: zod.number().optional(),
      coveredFrom: zod
        .string()
        .optional()
        .describe('Data begins only here, later than the window.'),
      reason: reasonSchema(zod).optional(),
      excluded: exclusionsSchema(zod),
    })
    .describe('What is not known has no value; it is never 0.');
}

export function metricSchema(zod: Zod) {
  return zod.object({
    metricId: zod.string(),
    title: zod.string(),
    summary: zod.string(),
    unit: zod
      .string()
      .describe(
        'seconds, perDay, ratio (from 0 to 1), count, lines, points, people or rating.',
      ),
    direction: zod.string(),
    value: valueSchema(zod),
    previous: valueSchema(zod)
      .optional()
      .describe('In the window of the same length before.'),
    change: zod
      .object({ verdict: zod.string(), difference: zod.number().optional() })
      .optional()
      .describe('better, worse, noClearChange, neutral or notComparable.'),
    band: zod
      .object({ level: zod.string(), set: zod.string(), year: zod.number() })
      .optional()
      .describe('Where the value stands in a published report.'),
    link: zod.string().describe('The page that shows it.'),
  });
}
