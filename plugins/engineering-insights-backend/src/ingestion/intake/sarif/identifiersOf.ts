import type { SarifResult, SarifRule, SarifRun } from './sarifSchema';

const WEAKNESS = /^(?:external\/cwe\/)?cwe[-_](\d+)\b/i;
const ADVISORY = /^(?:cve-\d{4}-\d{4,}|ghsa(?:-[a-z0-9]{4}){3})$/i;

/** The identifiers that a result and its rule name: CVE and GHSA as they are, CWE without leading zeros. */
export function identifiersOf(options: {
  readonly run: SarifRun;
  readonly result: SarifResult;
  readonly ruleId: string | undefined;
  readonly rule: SarifRule | undefined;
}): string[] {
  const { run, result, ruleId, rule } = options;
  const taxa = [
    ...(result.taxa ?? []),
    ...(rule?.relationships ?? []).map(({ target }) => target),
  ];
  const words = [
    ruleId,
    rule?.name,
    ...[rule, result].flatMap(each => each?.properties?.tags ?? []),
    ...[rule, result].flatMap(each => each?.properties?.cwe ?? []),
    ...taxa.map(each => taxonText(run, each)),
  ];
  return [...new Set(words.flatMap(word => identifierIn(word ?? '')))];
}

function identifierIn(word: string): string[] {
  const weakness = WEAKNESS.exec(word);
  if (weakness) return [`CWE-${Number(weakness[1])}`];
  if (!ADVISORY.test(word)) return [];
  // The letters of an advisory of GitHub are small ones.
  return [
    /^cve/i.test(word)
      ? word.toUpperCase()
      : `GHSA${word.toLowerCase().slice(4)}`,
  ];
}

type Taxon = NonNullable<SarifResult['taxa']>[number];

function taxonText(run: SarifRun, { id, toolComponent }: Taxon): string {
  const taxonomy =
    toolComponent?.name ?? run.taxonomies?.[toolComponent?.index ?? -1]?.name;
  const isNumber = /^\d+$/.test(id ?? '');
  return isNumber && taxonomy?.toLowerCase() === 'cwe' ? `CWE-${id}` : id ?? '';
}
