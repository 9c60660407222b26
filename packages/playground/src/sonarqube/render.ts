import { toIso } from '../simulation/time';
import type { KnownHotspot, KnownIssue } from './inspection';
import type { SonarqubeProject } from './projects';

/** As SonarQube writes instants. */
export function renderInstant(seconds: number): string {
  return toIso(seconds).replace('Z', '+0000');
}

/** By the status and resolution that older versions know alone. */
function issueStatusOf({ status, resolution }: KnownIssue): string {
  if (status === 'OPEN') return 'OPEN';
  if (status === 'CLOSED') return 'FIXED';
  return resolution === 'WONTFIX' ? 'ACCEPTED' : 'FALSE_POSITIVE';
}

function textRangeOf({ line }: { line: number }) {
  return { startLine: line, endLine: line, startOffset: 4, endOffset: 21 };
}

export function renderIssue(issue: KnownIssue) {
  const { project, rule, line, closedAt } = issue;
  const effort = `${rule.minutes}min`;
  return {
    key: issue.key,
    rule: issue.ruleKey,
    severity: rule.severity,
    component: `${project.key}:${issue.path}`,
    project: project.key,
    line,
    hash: issue.key.replaceAll('-', ''),
    textRange: textRangeOf(issue),
    flows: [],
    ...(issue.resolution && { resolution: issue.resolution }),
    status: issue.status,
    message: rule.message,
    effort,
    debt: effort,
    author: issue.author,
    tags: rule.tags,
    creationDate: renderInstant(issue.createdAt),
    updateDate: renderInstant(issue.updatedAt),
    ...(closedAt && { closeDate: renderInstant(closedAt) }),
    type: rule.type,
    scope: 'MAIN',
    quickFixAvailable: false,
    messageFormattings: [],
    codeVariants: [],
    cleanCodeAttribute: rule.cleanCodeAttribute,
    cleanCodeAttributeCategory: 'INTENTIONAL',
    impacts: [rule.impact],
    issueStatus: issueStatusOf(issue),
    prioritizedRule: false,
  };
}

export function renderHotspot(hotspot: KnownHotspot) {
  const { project, rule, line } = hotspot;
  return {
    key: hotspot.key,
    component: `${project.key}:${hotspot.path}`,
    project: project.key,
    securityCategory: rule.securityCategory,
    vulnerabilityProbability: rule.vulnerabilityProbability,
    status: hotspot.status,
    ...(hotspot.resolution && { resolution: hotspot.resolution }),
    line,
    message: rule.message,
    author: hotspot.author,
    creationDate: renderInstant(hotspot.createdAt),
    updateDate: renderInstant(hotspot.updatedAt),
    textRange: textRangeOf(hotspot),
    flows: [],
    ruleKey: hotspot.ruleKey,
    messageFormattings: [],
  };
}

/** A hotspot with its log. */
export function renderHotspotDetails(hotspot: KnownHotspot) {
  const { component, project, ruleKey, ...rest } = renderHotspot(hotspot);
  const { rule, resolution, updatedAt } = hotspot;
  return {
    ...rest,
    component: renderFile(project, hotspot.path),
    project: renderProject(hotspot.project),
    rule: {
      key: ruleKey,
      name: rule.message,
      securityCategory: rule.securityCategory,
      vulnerabilityProbability: rule.vulnerabilityProbability,
    },
    changelog: resolution
      ? [
          {
            user: 'insights',
            userName: 'Insights',
            creationDate: renderInstant(updatedAt),
            diffs: [
              { key: 'resolution', newValue: resolution },
              { key: 'status', newValue: 'REVIEWED', oldValue: 'TO_REVIEW' },
            ],
            isUserActive: true,
          },
        ]
      : [],
    comment: [],
    users: [],
    canChangeStatus: false,
  };
}

export function renderFile(projectKey: string, path: string) {
  return {
    key: `${projectKey}:${path}`,
    enabled: true,
    qualifier: 'FIL',
    name: path.split('/').at(-1),
    longName: path,
    path,
  };
}

export function renderProject({ key, name }: SonarqubeProject) {
  return { key, enabled: true, qualifier: 'TRK', name, longName: name };
}
