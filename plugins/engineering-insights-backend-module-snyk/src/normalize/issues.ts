import type { JsonValue } from '@backstage/types';
import type {
  FindingCategory,
  FindingFact,
  Severity,
} from '@sei-platform/plugin-engineering-insights-common';
import {
  parseItem,
  type NormalizeResult,
} from '@sei-platform/plugin-engineering-insights-node';
import { z } from 'zod/v4';

const instant = z.iso.datetime({ offset: true });
const reference = z.object({ id: z.string(), source: z.string().nullish() });

const representation = z.object({
  dependency: z
    .object({ package_name: z.string(), package_version: z.string().nullish() })
    .nullish(),
  sourceLocation: z
    .object({
      file: z.string(),
      region: z.object({ start: z.object({ line: z.number() }) }).nullish(),
    })
    .nullish(),
});

const attributesSchema = z.object({
  key: z.string(),
  title: z.string(),
  type: z.string(),
  status: z.enum(['open', 'resolved']),
  ignored: z.boolean(),
  effective_severity_level: z.string(),
  created_at: instant,
  updated_at: instant,
  resolution: z.object({ resolved_at: instant }).nullish(),
  problems: z.array(reference).nullish(),
  classes: z.array(reference).nullish(),
  coordinates: z
    .array(z.object({ representations: z.array(representation).nullish() }))
    .nullish(),
});

const itemSchema = z.object({
  /** Where people look at its project. */
  page: z.string(),
  issue: z.object({ id: z.string(), attributes: attributesSchema }),
});

type Attributes = z.infer<typeof attributesSchema>;

const SEVERITY: Readonly<Record<string, Severity | undefined>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  info: 'low',
};

const CATEGORY: Readonly<Record<string, FindingCategory | undefined>> = {
  package_vulnerability: 'dependency',
  code: 'vulnerability',
  license: 'licence',
  config: 'configuration',
  cloud: 'configuration',
};

const LONGEST_URL = 2_000;

export function normalizeIssue(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ page, issue }) => {
    const { attributes } = issue;
    const { title, effective_severity_level: level } = attributes;
    const state = stateOf(attributes);
    const fact: FindingFact = {
      kind: 'finding',
      externalId: issue.id,
      sourceUpdatedAt: attributes.updated_at,
      url: urlOf(page, attributes.key),
      tool: 'Snyk',
      rule: ruleOf(attributes) ?? title,
      title,
      severity: SEVERITY[level] ?? 'unknown',
      sourceSeverity: level,
      category: CATEGORY[attributes.type] ?? 'unknown',
      sourceCategory: attributes.type,
      state,
      firstSeenAt: attributes.created_at,
      fixedAt: state === 'fixed' ? attributes.resolution?.resolved_at : null,
      identifiers: identifiersOf(attributes),
      ...placeOf(attributes),
    };
    return { result: 'ok', facts: [fact] };
  });
}

/** What is no longer found is fixed, also where it was ignored before. */
function stateOf({ status, ignored }: Attributes): FindingFact['state'] {
  if (status === 'resolved') return 'fixed';
  return ignored ? 'dismissed' : 'open';
}

/** Snyk's own entry, or its rule, where it names several databases. */
function ruleOf({ problems }: Attributes): string | undefined {
  const own = problems?.find(({ source }) => source?.toUpperCase() === 'SNYK');
  return (own ?? problems?.[0])?.id;
}

/** CVE, CWE and SNYK ids in capitals, as databases write them; others as they are. */
function identifiersOf({ problems, classes }: Attributes): string[] {
  const ids = [...(problems ?? []), ...(classes ?? [])].map(({ id }) =>
    /^(cve|cwe|snyk)-/i.test(id) ? id.toUpperCase() : id,
  );
  return [...new Set(ids)];
}

/** The package of a dependency, the file of one's own code. */
function placeOf({
  coordinates,
}: Attributes): Pick<FindingFact, 'package' | 'location'> {
  const representations = (coordinates ?? []).flatMap(
    each => each.representations ?? [],
  );
  const dependency = representations.find(each => each.dependency)?.dependency;
  const source = representations.find(
    each => each.sourceLocation,
  )?.sourceLocation;
  return {
    ...(dependency && {
      package: {
        name: dependency.package_name,
        version: dependency.package_version,
      },
    }),
    ...(source && {
      location: { path: source.file, line: source.region?.start.line },
    }),
  };
}

/** The keys of findings in code may be longer than an address. */
function urlOf(page: string, key: string): string {
  const url = `${page}#issue-${encodeURIComponent(key)}`;
  return url.length > LONGEST_URL ? page : url;
}
