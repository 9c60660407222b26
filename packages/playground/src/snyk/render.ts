import { toIso } from '../simulation/time';
import type { SnykIssue } from './issues';
import type { SnykProject, SnykTarget } from './projects';

function relationship(
  organization: string,
  options: { type: string; id: string; path: string; attributes?: object },
) {
  const { type, id, path, attributes } = options;
  return {
    data: { id, type, ...(attributes && { attributes }) },
    links: { related: `/orgs/${organization}${path}` },
  };
}

function targetAttributes({ name }: SnykTarget) {
  return {
    created_at: '2024-01-08T09:00:00.000Z',
    display_name: name,
    is_private: true,
    url: `https://github.example/${name}`,
  };
}

export function renderTarget(organization: string, target: SnykTarget) {
  return {
    id: target.id,
    type: 'target',
    attributes: targetAttributes(target),
    relationships: {
      organization: relationship(organization, {
        type: 'org',
        id: organization,
        path: '',
      }),
    },
  };
}

export function renderProject(
  organization: string,
  project: SnykProject,
  { isTargetExpanded }: { isTargetExpanded: boolean },
) {
  const { id, name, type, manifest, target } = project;
  return {
    id,
    type: 'project',
    meta: {},
    attributes: {
      name,
      type,
      target_file: manifest?.file ?? '',
      target_reference: target.repository.defaultBranch,
      origin: 'github',
      created: '2024-01-08T09:00:00.000Z',
      status: 'active',
      business_criticality: [],
      environment: [],
      lifecycle: [],
      tags: [],
      settings: { recurring_tests: { frequency: 'daily' }, pull_requests: {} },
    },
    relationships: {
      organization: relationship(organization, {
        type: 'org',
        id: organization,
        path: '',
      }),
      target: relationship(organization, {
        type: 'target',
        id: target.id,
        path: `/targets/${target.id}`,
        ...(isTargetExpanded && { attributes: targetAttributes(target) }),
      }),
    },
  };
}

const SCORES = { low: 3.1, medium: 5.3, high: 7.5, critical: 9.6 };

export function renderIssue(organization: string, issue: SnykIssue) {
  const { id, project, severity, dependency } = issue;
  return {
    id,
    type: 'issue',
    attributes: {
      classes: [{ id: issue.cwe, source: 'CWE', type: 'weakness' }],
      coordinates: [
        {
          is_fixable_manually: !dependency,
          is_fixable_snyk: Boolean(dependency),
          is_fixable_upstream: false,
          is_patchable: false,
          is_pinnable: false,
          is_upgradeable: Boolean(dependency),
          reachability: 'not-applicable',
          representations: [representationOf(issue)],
        },
      ],
      created_at: isoOf(issue.createdAt),
      effective_severity_level: severity,
      exploit_details: {
        maturity_levels: [{ format: 'CVSSv3', level: 'Not Defined' }],
        sources: [],
      },
      ignored: issue.ignoredAt !== undefined,
      key: issue.key,
      problems: issue.problems.map(problem => ({
        ...problem,
        type: 'vulnerability',
        updated_at: isoOf(issue.createdAt),
      })),
      ...(issue.resolvedAt !== undefined && {
        resolution: {
          details: '',
          resolved_at: isoOf(issue.resolvedAt),
          type: 'disappeared',
        },
      }),
      risk: { factors: [], score: { model: 'v1', value: 100 } },
      severities: [
        {
          level: severity,
          modification_time: isoOf(issue.createdAt),
          score: SCORES[severity],
          source: 'Snyk',
          vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
          version: '3.1',
        },
      ],
      status: issue.resolvedAt === undefined ? 'open' : 'resolved',
      title: issue.title,
      type: dependency ? 'package_vulnerability' : 'code',
      updated_at: isoOf(issue.updatedAt),
    },
    relationships: {
      organization: relationship(organization, {
        type: 'organization',
        id: organization,
        path: '',
      }),
      scan_item: relationship(organization, {
        type: 'project',
        id: project.id,
        path: `/projects/${project.id}`,
      }),
    },
  };
}

function representationOf({ dependency, location }: SnykIssue) {
  if (dependency) {
    const { name, version } = dependency;
    return { dependency: { package_name: name, package_version: version } };
  }
  const { path, line } = location!;
  const start = { line, column: 5 };
  const end = { line, column: 40 };
  return { sourceLocation: { file: path, region: { start, end } } };
}

/** Snyk tells thousandths of a second. */
function isoOf(seconds: number): string {
  return toIso(seconds).replace('Z', '.000Z');
}
