import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import { z } from 'zod/v4';

const instant = z.iso.datetime({ offset: true });

/** What alerts of every kind have. */
export const alertFields = {
  number: z.number(),
  html_url: z.string().nullish(),
  created_at: instant,
  updated_at: instant.nullish(),
};
export const optionalInstant = instant.nullish();

/** Each kind of alert has numbers of its own, from 1 on. */
export function alertExternalId(
  kind: 'code-scanning' | 'dependabot' | 'secret-scanning',
  alert: { number: number },
): string {
  return `${kind}/${alert.number}`;
}

/** The latest that is told: webhooks leave out when an alert was changed. */
export function latestOf(
  ...instants: readonly (string | null | undefined)[]
): string {
  const told = instants.filter(each => typeof each === 'string');
  return told.reduce((latest, each) =>
    Date.parse(each) > Date.parse(latest) ? each : latest,
  );
}

/** CVE and CWE ids in capitals and without leading zeros, each once; others as they are. */
export function identifiersOf(
  ids: readonly string[],
): NonNullable<FindingFact['identifiers']> {
  return [
    ...new Set(
      ids.map(id =>
        /^(cve|cwe)-/i.test(id)
          ? id.toUpperCase().replace(/^CWE-0+(?=\d)/, 'CWE-')
          : id,
      ),
    ),
  ];
}
