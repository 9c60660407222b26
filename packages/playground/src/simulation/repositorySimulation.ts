import { CommitGraph } from './commitGraph';
import type { Company, Team } from './company';
import type {
  Account,
  Commit,
  Deployment,
  Issue,
  Occurrence,
  Person,
  PullRequest,
  Release,
  WorkflowRun,
} from './model';
import { createDeploymentLane } from './deploymentLane';
import { createRandom, type Random } from './random';
import type { RepositoryProfile } from './repositoryProfiles';
import { DAY } from './time';
import { Timeline } from './timeline';

export interface RepositoryOptions {
  readonly seed: string;
  readonly company: Company;
  readonly profile: RepositoryProfile;
  /** Position in the company, which keeps ids apart. */
  readonly position: number;
  /** Seconds since 1970: where the history begins. */
  readonly start: number;
}

/** Ids of one repository; GraphQL's `databaseId` has 32 bits. */
const IDS_PER_REPOSITORY = 200_000;
const HISTORY = 548 * DAY;

/** Everything that has happened in one repository, and what is under way. */
export class RepositorySimulation {
  readonly company: Company;
  readonly profile: RepositoryProfile;
  readonly team: Team;
  readonly members: readonly Person[];
  readonly id: number;
  readonly start: number;
  readonly timeline: Timeline;
  readonly graph = new CommitGraph();
  readonly issues: Issue[] = [];
  /** Of work that is foreseen and not begun, by its key. */
  readonly plannedIssues = new Map<string, Issue>();
  readonly pullRequests: PullRequest[] = [];
  readonly workflowRuns: WorkflowRun[] = [];
  readonly deployments: Deployment[] = [];
  readonly releases: Release[] = [];
  /** Name → revision, the default branch among them. */
  readonly branches = new Map<string, string>();
  /** Rises with every change of what a reader can see. */
  revision = 0;
  /** The newest revision of the default branch that passed its checks. */
  greenSha?: string;
  readonly lane = createDeploymentLane();
  onOccurrence?: (occurrence: Occurrence) => void;
  private readonly pullRequestsByNumber = new Map<number, PullRequest>();
  private readonly seed: string;
  private lastId: number;
  private lastNumber = 0;
  private readonly runNumbers = new Map<string, number>();

  constructor(options: RepositoryOptions) {
    const { company, profile } = options;
    this.company = company;
    this.profile = profile;
    this.team = company.teams.find(team => team.name === profile.team)!;
    this.members = company.people.filter(
      person => person.team === profile.team,
    );
    this.seed = options.seed;
    this.start = options.start;
    this.lastId = (options.position + 1) * IDS_PER_REPOSITORY;
    this.id = this.lastId;
    this.timeline = new Timeline(options.start);
  }

  /** The position in the company of the repository with this id. */
  static positionOf(id: number): number {
    return id / IDS_PER_REPOSITORY - 1;
  }

  get now(): number {
    return this.timeline.now;
  }

  get head(): string {
    return this.branches.get(this.profile.defaultBranch)!;
  }

  get slug(): string {
    return `${this.company.login}/${this.profile.name}`;
  }

  random(...keys: readonly (string | number)[]): Random {
    return createRandom(this.seed, this.profile.name, ...keys);
  }

  at(instant: number, run: () => void): void {
    this.timeline.schedule(instant, run);
  }

  after(seconds: number, run: () => void): void {
    this.timeline.schedule(this.now + seconds, run);
  }

  nextId(): number {
    return ++this.lastId;
  }

  /** Issues and pull requests share their numbers. */
  nextNumber(): number {
    return ++this.lastNumber;
  }

  nextRunNumber(workflow: string): number {
    const number = (this.runNumbers.get(workflow) ?? 0) + 1;
    this.runNumbers.set(workflow, number);
    return number;
  }

  addPullRequest(pullRequest: PullRequest): void {
    this.pullRequests.push(pullRequest);
    this.pullRequestsByNumber.set(pullRequest.number, pullRequest);
  }

  findPullRequest(number: number): PullRequest | undefined {
    return this.pullRequestsByNumber.get(number);
  }

  /** Says that something visible happened. */
  tell(occurrence: Occurrence): void {
    this.revision++;
    this.onOccurrence?.(occurrence);
  }

  /** How a waiting time of this team has drifted by now. */
  drift(): number {
    const progress = Math.min(1, (this.now - this.start) / HISTORY);
    return 1 + (this.team.habits.drift - 1) * progress;
  }

  /** What a defect's probability is multiplied by now. */
  badness(): number {
    const bad = this.team.habits.badMonths;
    const month = (this.now - this.start) / (HISTORY / 18);
    return bad && month >= bad.from && month < bad.to ? bad.factor : 1;
  }

  pushToDefaultBranch(commits: readonly Commit[], pusher: Account): void {
    const before = this.head;
    const after = commits[commits.length - 1].sha;
    this.branches.set(this.profile.defaultBranch, after);
    this.tell({ event: 'push', before, after, commits, pusher });
  }

  openIssue(options: {
    title: string;
    body: string;
    author: Account;
    labels: readonly string[];
  }): Issue {
    const issue: Issue = {
      ...options,
      id: this.nextId(),
      number: this.nextNumber(),
      createdAt: this.now,
      updatedAt: this.now,
    };
    this.issues.push(issue);
    this.tell({
      event: 'issues',
      action: 'opened',
      issue,
      sender: options.author,
    });
    return issue;
  }

  closeIssue(number: number, sender: Account): void {
    const issue = this.issues.find(candidate => candidate.number === number);
    if (!issue || issue.closedAt !== undefined) return;
    issue.closedAt = this.now;
    issue.updatedAt = this.now;
    this.tell({ event: 'issues', action: 'closed', issue, sender });
  }
}
