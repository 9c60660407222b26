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
import { instant } from './instant';

const reportSchema = z.object({
  scanner: z
    .object({ id: z.string().nullish(), name: z.string().nullish() })
    .nullish(),
  identifiers: z
    .array(
      z.object({
        type: z.string().nullish(),
        name: z.string().nullish(),
        value: z.string().nullish(),
      }),
    )
    .nullish(),
  location: z
    .object({
      file: z.string().nullish(),
      start_line: z.number().nullish(),
      dependency: z
        .object({
          package: z.object({ name: z.string() }).nullish(),
          version: z.string().nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

const itemSchema = z.object({
  from: z.literal('rest'),
  vulnerability: z.object({
    id: z.number(),
    title: z.string(),
    state: z.string(),
    severity: z.string(),
    report_type: z.string(),
    created_at: instant,
    updated_at: instant,
    resolved_at: instant.nullish(),
    dismissed_at: instant.nullish(),
  }),
  report: reportSchema,
});

type Report = z.infer<typeof reportSchema>;

const STATE: Readonly<Record<string, FindingFact['state'] | undefined>> = {
  detected: 'open',
  confirmed: 'open',
  opened: 'open',
  resolved: 'fixed',
  closed: 'fixed',
  dismissed: 'dismissed',
};

const SEVERITY: Readonly<Record<string, Severity | undefined>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  info: 'low',
};

const CATEGORY: Readonly<Record<string, FindingCategory | undefined>> = {
  sast: 'vulnerability',
  dast: 'vulnerability',
  api_fuzzing: 'vulnerability',
  coverage_fuzzing: 'vulnerability',
  dependency_scanning: 'dependency',
  container_scanning: 'dependency',
  cluster_image_scanning: 'dependency',
  secret_detection: 'secret',
};

export function normalizeVulnerability(item: JsonValue): NormalizeResult {
  return parseItem(itemSchema, item, ({ vulnerability, report }) => {
    const { severity, report_type: reportType } = vulnerability;
    const state = STATE[vulnerability.state];
    if (!state) {
      return {
        result: 'invalid',
        reason: `vulnerability.state: ${vulnerability.state} is not known`,
      };
    }
    const [identifier] = report.identifiers ?? [];
    const fact: FindingFact = {
      kind: 'finding',
      externalId: String(vulnerability.id),
      sourceUpdatedAt: vulnerability.updated_at,
      tool: report.scanner?.name ?? report.scanner?.id ?? reportType,
      rule: identifier?.value ?? identifier?.name ?? vulnerability.title,
      title: vulnerability.title,
      severity: SEVERITY[severity] ?? 'unknown',
      sourceSeverity: severity,
      category: CATEGORY[reportType] ?? 'unknown',
      sourceCategory: reportType,
      state,
      firstSeenAt: vulnerability.created_at,
      fixedAt: state === 'fixed' ? vulnerability.resolved_at : null,
      dismissedAt: state === 'dismissed' ? vulnerability.dismissed_at : null,
      location: locationOf(report),
      identifiers: report.identifiers?.flatMap(({ name }) => name ?? []),
      package: packageOf(report),
    };
    return { result: 'ok', facts: [fact] };
  });
}

function locationOf({ location }: Report): FindingFact['location'] {
  return location?.file
    ? { path: location.file, line: location.start_line }
    : undefined;
}

function packageOf({ location }: Report): FindingFact['package'] {
  const dependency = location?.dependency;
  return dependency?.package
    ? { name: dependency.package.name, version: dependency.version }
    : undefined;
}
