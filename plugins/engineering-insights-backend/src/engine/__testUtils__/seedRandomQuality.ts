import { DateTime } from 'luxon';
import { pick, type RandomFacts } from './RandomFacts';

const FINDINGS = 90;
const CATEGORIES = [
  'vulnerability',
  'dependency',
  'secret',
  'configuration',
  'hotspot',
  'licence',
  'bug',
  'bug',
  'maintainability',
  'unknown',
  null,
];
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'unknown', null];
const IDENTIFIERS = [null, [], ['CWE-89'], ['ghsa-aaaa-bbbb-cccc'], ['S1']];
const MEASURES = [
  'coverage',
  'duplicated_lines_density',
  'reliability_rating',
  'securityRating',
  'sqale_rating',
  'ncloc',
];
const MEASUREMENTS = 25;

/** Findings in all states and categories, with and without the times of these states, and measures of quality. */
export async function seedRandomQuality(options: RandomFacts): Promise<void> {
  const { knex, next, scopeIds, days } = options;
  const start = DateTime.fromISO(options.from, { zone: 'utc' });
  const at = (day: number) =>
    start.plus({ seconds: Math.round(day * 86_400) }).toISO()!;
  for (const scopeId of scopeIds) {
    await knex('findings').insert(
      Array.from({ length: FINDINGS }, (_, index) => {
        // Some were there before the window, some lie on the edge of a week.
        const day = next() * (days + 60) - 60;
        const seen = next() < 0.2 ? Math.floor(day / 7) * 7 : day;
        const ended = seen + next() * 40;
        const state = pick(next, [
          'open',
          'open',
          'fixed',
          'fixed',
          'dismissed',
        ]);
        const endedAt = next() < 0.8 ? at(ended) : null;
        return {
          scope_id: scopeId,
          external_id: `finding-${index}`,
          source_updated_at: at(ended + next() * 3),
          tool: 'scanner',
          rule: `rule-${index % 7}`,
          title: `Finding ${index}`,
          severity: pick(next, SEVERITIES),
          category: pick(next, CATEGORIES),
          identifiers: pick(next, IDENTIFIERS),
          state,
          first_seen_at: at(seen),
          fixed_at: state === 'fixed' ? endedAt : null,
          dismissed_at: state === 'dismissed' ? endedAt : null,
          location:
            next() < 0.5 ? JSON.stringify({ path: `src/${index}.ts` }) : null,
          deleted_at: next() < 0.05 ? at(ended) : null,
        };
      }),
    );
    await knex('quality_measures').insert(
      MEASURES.flatMap(measure =>
        Array.from({ length: MEASUREMENTS }, (_, index) => {
          const measuredAt = at(next() * days);
          const isRating = /rating/i.test(measure);
          return {
            scope_id: scopeId,
            external_id: `${measuredAt} ${measure} ${index}`,
            source_updated_at: measuredAt,
            measure,
            value: isRating
              ? pick(next, [1, 2, 3, 4, 5])
              : Math.round(next() * 1_000) / 10,
            measured_at: measuredAt,
          };
        }),
      ),
    );
  }
}
