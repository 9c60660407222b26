import { createHash } from 'node:crypto';
import { createRandom, type Random } from '../simulation/random';
import { DAY } from '../simulation/time';
import type { Analysis } from './analyses';
import type { SonarqubeProject } from './projects';
import {
  HOTSPOT_RULES,
  ISSUE_RULES,
  RULE_REPOSITORIES,
  type HotspotRule,
  type IssueRule,
} from './rules';

/** What the analyses found at one place, from the first that did to the first that no longer did. */
interface Finding {
  readonly key: string;
  readonly ruleKey: string;
  readonly path: string;
  readonly line: number;
  /** When the line was written, as far as the analysis could know. */
  readonly createdAt: number;
  readonly found: Analysis;
  readonly gone?: Analysis;
}

export interface SimulatedIssue extends Finding {
  readonly rule: IssueRule;
  readonly author: string;
  /** What a person decided, at no analysis. */
  readonly decision?: {
    readonly at: number;
    readonly resolution: 'FALSE-POSITIVE' | 'WONTFIX';
  };
}

export interface SimulatedHotspot extends Finding {
  readonly rule: HotspotRule;
  readonly author: string;
  readonly review?: {
    readonly at: number;
    readonly resolution: 'SAFE' | 'FIXED' | 'ACKNOWLEDGED';
  };
}

/** New issues for each hundred lines. */
const ISSUES_PER_HUNDRED_LINES = 0.7;
const HOTSPOTS_PER_HUNDRED_LINES = 0.08;
/** What the first analysis finds in code that nobody looked at before. */
const LEGACY_LINES = 9_000;
const LEGACY_AGE = 700 * DAY;

/** Everything that was ever found in a project. It depends on what was pushed, and more pushes change nothing of what they followed. */
export function findingsOf(
  project: SonarqubeProject,
  analyses: readonly Analysis[],
): { issues: SimulatedIssue[]; hotspots: SimulatedHotspot[] } {
  const issues: SimulatedIssue[] = [];
  const hotspots: SimulatedHotspot[] = [];
  for (const [index, analysis] of analyses.entries()) {
    const { sha } = analysis.push;
    const random = createRandom('sonarqube findings', project.key, sha);
    const isFirst = index === 0;
    const hundreds = (analysis.additions + (isFirst ? LEGACY_LINES : 0)) / 100;
    const later = analyses.slice(index + 1);
    const find = (kind: string, number: number) =>
      findOne({ project, analysis, later, isFirst, random, kind, number });
    const issueCount = random.poisson(hundreds * ISSUES_PER_HUNDRED_LINES);
    for (let number = 0; number < issueCount; number += 1)
      issues.push(toIssue(find('issue', number), random));
    const hotspotCount = random.poisson(hundreds * HOTSPOTS_PER_HUNDRED_LINES);
    for (let number = 0; number < hotspotCount; number += 1)
      hotspots.push(toHotspot(find('hotspot', number), random));
  }
  return { issues, hotspots };
}

interface Found extends Omit<Finding, 'ruleKey'> {
  readonly author: string;
  readonly language: string;
}

function findOne(options: {
  project: SonarqubeProject;
  analysis: Analysis;
  later: readonly Analysis[];
  isFirst: boolean;
  random: Random;
  kind: string;
  number: number;
}): Found {
  const { project, analysis, later, isFirst, random } = options;
  const { repository } = project;
  const { paths, push } = analysis;
  const isLegacy = isFirst || paths.length === 0;
  const path = isLegacy
    ? `${random.pick(repository.folders)}/legacy${random.integer(1, 9)}.${
        repository.extension
      }`
    : random.pick(paths);
  const isEverFixed = random.chance(0.7);
  const fixable = analysis.at + random.around(12 * DAY, 1.1);
  const gone = isEverFixed
    ? later.find(({ at, additions }) => at >= fixable && additions > 0)
    : undefined;
  return {
    key: keyOf(project.key, push.sha, options.kind, options.number),
    path,
    line: random.integer(1, 400),
    createdAt: isFirst
      ? analysis.at - Math.round(random.next() * LEGACY_AGE)
      : analysis.at,
    found: analysis,
    gone,
    author: push.commits[0].author.email,
    language: RULE_REPOSITORIES[repository.language],
  };
}

function toIssue(found: Found, random: Random): SimulatedIssue {
  const { language, ...rest } = found;
  const rule = pickRule(random);
  const at = decidedAt(found, random);
  const isDecided = random.chance(0.1) && isBefore(at, found.gone);
  const resolution = random.chance(0.4) ? 'FALSE-POSITIVE' : 'WONTFIX';
  return {
    ...rest,
    rule,
    ruleKey: `${language}:${rule.key}`,
    ...(isDecided && { decision: { at, resolution } }),
  };
}

function toHotspot(found: Found, random: Random): SimulatedHotspot {
  const { language, ...rest } = found;
  const rule = random.pick(HOTSPOT_RULES);
  const at = decidedAt(found, random);
  const isReviewed = random.chance(0.6) && isBefore(at, found.gone);
  const resolution = random.pick([
    'SAFE',
    'SAFE',
    'FIXED',
    'ACKNOWLEDGED',
  ] as const);
  return {
    ...rest,
    rule,
    ruleKey: `${language}:${rule.key}`,
    ...(isReviewed && { review: { at, resolution } }),
  };
}

function pickRule(random: Random): IssueRule {
  const total = ISSUE_RULES.reduce((sum, { weight }) => sum + weight, 0);
  let luck = random.next() * total;
  return (
    ISSUE_RULES.find(({ weight }) => {
      luck -= weight;
      return luck < 0;
    }) ?? ISSUE_RULES[0]
  );
}

function decidedAt({ found }: Found, random: Random): number {
  return found.endedAt + Math.round(random.around(6 * DAY, 0.9));
}

function isBefore(at: number, gone: Analysis | undefined): boolean {
  return gone === undefined || at < gone.at;
}

function keyOf(...parts: readonly (string | number)[]): string {
  const hash = createHash('sha256').update(parts.join(' ')).digest('hex');
  return [8, 4, 4, 4, 12]
    .map((length, index, lengths) => {
      const start = lengths
        .slice(0, index)
        .reduce((sum, each) => sum + each, 0);
      return hash.slice(start, start + length);
    })
    .join('-');
}
