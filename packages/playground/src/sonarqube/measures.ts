import { createRandom } from '../simulation/random';
import type { Analysis } from './analyses';
import type { SimulatedHotspot, SimulatedIssue } from './findings';
import type { SonarqubeProject } from './projects';
import type { IssueType, Severity } from './rules';

/** What an analysis measured, as SonarQube writes it. */
export type Measures = Readonly<Record<string, string>>;

const FIRST_LINES = 9_000;
const RATING: Readonly<Record<Severity, number>> = {
  INFO: 1,
  MINOR: 2,
  MAJOR: 3,
  CRITICAL: 4,
  BLOCKER: 5,
};
/** Minutes that SonarQube takes for the writing of a line. */
const MINUTES_PER_LINE = 30;

/** The measures of each analysis: what is counted of its findings, and a slow walk of what tests and copies would tell. */
export function measuresOf(
  project: SonarqubeProject,
  options: {
    analyses: readonly Analysis[];
    issues: readonly SimulatedIssue[];
    hotspots: readonly SimulatedHotspot[];
  },
): Measures[] {
  const { analyses, issues, hotspots } = options;
  const start = createRandom('sonarqube measures', project.key);
  let coverage = 60 + 30 * start.next();
  let duplication = 6 * start.next();
  let lines = FIRST_LINES;
  return analyses.map(analysis => {
    const random = createRandom('sonarqube walk', analysis.push.sha);
    const step = () => random.next() - 0.5;
    coverage = within(coverage + 1.2 * step(), 20, 98);
    duplication = within(duplication + 0.4 * step(), 0, 20);
    lines = Math.max(1_000, lines + analysis.additions - analysis.deletions);
    const open = issues.filter(issue => isOpen(issue, analysis));
    const debt = open
      .filter(({ rule }) => rule.type === 'CODE_SMELL')
      .reduce((sum, { rule }) => sum + rule.minutes, 0);
    const there = hotspots.filter(hotspot => isThere(hotspot, analysis));
    const reviewed = there.filter(
      ({ review }) => review && review.at < analysis.at,
    );
    return {
      coverage: coverage.toFixed(1),
      duplicated_lines_density: duplication.toFixed(1),
      ncloc: String(lines),
      reliability_rating: worstOf(open, 'BUG'),
      security_rating: worstOf(open, 'VULNERABILITY'),
      security_review_rating: reviewRating(reviewed.length, there.length),
      sqale_rating: debtRating(debt / (lines * MINUTES_PER_LINE)),
      sqale_index: String(debt),
    };
  });
}

/** Whether an analysis finds it; the one that finds it no more closes it. */
function isThere(
  { found, gone }: SimulatedIssue | SimulatedHotspot,
  { at }: Analysis,
): boolean {
  return found.at <= at && !(gone && gone.at <= at);
}

function isOpen(issue: SimulatedIssue, analysis: Analysis): boolean {
  const { decision } = issue;
  return isThere(issue, analysis) && !(decision && decision.at < analysis.at);
}

function worstOf(open: readonly SimulatedIssue[], type: IssueType): string {
  const ratings = open
    .filter(({ rule }) => rule.type === type)
    .map(({ rule }) => RATING[rule.severity]);
  return Math.max(1, ...ratings).toFixed(1);
}

/** A from 80 % on, B from 70, C from 50, D from 30. */
function reviewRating(reviewed: number, all: number): string {
  const share = all === 0 ? 1 : reviewed / all;
  const below = [0.8, 0.7, 0.5, 0.3].filter(limit => share < limit);
  return (1 + below.length).toFixed(1);
}

/** A up to 5 %, B up to 10, C up to 20, D up to 50. */
function debtRating(ratio: number): string {
  const above = [0.05, 0.1, 0.2, 0.5].filter(limit => ratio > limit);
  return (1 + above.length).toFixed(1);
}

function within(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
