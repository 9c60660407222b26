import type { JsonObject, JsonValue } from '@backstage/types';
import { createJenkinsClient, type JenkinsClient } from '../client';
import { namesOf } from '../jobPathOf';
import {
  sendJson,
  startJenkinsServer,
  type ReceivedRequest,
} from './startJenkinsServer';

const PIPELINE = 'org.jenkinsci.plugins.workflow.job.WorkflowRun';
const MULTIBRANCH =
  'org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject';
const FOLDER = 'com.cloudbees.hudson.plugins.folder.Folder';

export interface FakeBuild {
  number: number;
  /** ISO 8601. */
  at: string;
  /** Absent while it runs. */
  seconds?: number;
  result?: string;
}

type JenkinsServer = Awaited<ReturnType<typeof startJenkinsServer>>;

interface FakeJob {
  builds: FakeBuild[];
  nextBuildNumber: number;
}

/** A Jenkins whose jobs the test makes: what is behind the wire of the tests of reading. */
export class FakeJenkins {
  readonly #jobs = new Map<string, FakeJob>();
  #server: JenkinsServer | undefined;
  /** Full names of multibranch projects. */
  readonly multibranch = new Set<string>();
  hasStageView = true;

  static async start(): Promise<FakeJenkins> {
    const jenkins = new FakeJenkins();
    jenkins.#server = await startJenkinsServer((request, response) => {
      const body = jenkins.#answer(request);
      if (body) sendJson(response, body);
      else sendJson(response, {}, { status: 404 });
    });
    return jenkins;
  }

  get client(): JenkinsClient {
    return createJenkinsClient({
      baseUrl: this.#server!.baseUrl,
      username: 'reader',
      token: 'secret',
    });
  }

  stop(): Promise<void> {
    return this.#server!.stop();
  }

  /** The paths that were asked for since the last time. */
  takeRequests(): string[] {
    return this.#server!.received.splice(0).map(({ path }) => path);
  }

  /** Adds builds to a job, which is made where it is missing; the next one gets the next number. */
  build(fullName: string, ...builds: Omit<FakeBuild, 'number'>[]): FakeBuild[] {
    const job = this.#jobs.get(fullName) ?? { builds: [], nextBuildNumber: 1 };
    this.#jobs.set(fullName, job);
    return builds.map(build => {
      const added = { number: job.nextBuildNumber++, ...build };
      job.builds.push(added);
      return added;
    });
  }

  discard(fullName: string, isDiscarded: (build: FakeBuild) => boolean): void {
    const job = this.#jobs.get(fullName)!;
    job.builds = job.builds.filter(build => !isDiscarded(build));
  }

  remove(fullName: string): void {
    this.#jobs.delete(fullName);
  }

  #answer({ path, tree }: ReceivedRequest): JsonObject | undefined {
    const segments = [...path.matchAll(/\/job\/([^/]+)/g)];
    const fullName = segments
      .map(([, name]) => decodeURIComponent(name))
      .join('/');
    const rest = path.slice(segments.map(([text]) => text).join('').length);
    const job = this.#jobs.get(fullName);
    const number = Number(/^\/(\d+)\//.exec(rest)?.[1]);
    const build = job?.builds.find(each => each.number === number);
    if (rest.endsWith('/wfapi/describe')) {
      const isKnown = this.hasStageView && (Number.isNaN(number) || build);
      return isKnown
        ? { stages: [{ name: 'Build', status: 'SUCCESS' }] }
        : undefined;
    }
    if (!Number.isNaN(number)) return build && renderBuild(build);
    const [, from, to] = /^allBuilds\[.*\]\{(\d+),(\d+)\}$/.exec(tree) ?? [];
    if (job && from) {
      const newestFirst = [...job.builds].reverse().map(renderBuild);
      return { allBuilds: newestFirst.slice(Number(from), Number(to)) };
    }
    return this.#renderItem(fullName, depthOf(tree));
  }

  #renderItem(fullName: string, levels: number): JsonObject | undefined {
    const name = namesOf(fullName).at(-1) ?? '';
    if (levels === 0) return { name };
    const job = this.#jobs.get(fullName);
    if (job) {
      return {
        name,
        nextBuildNumber: job.nextBuildNumber,
        firstBuild: job.builds[0] ? renderBuild(job.builds[0]) : null,
        lastBuild: markOf(job.builds.at(-1)),
        lastCompletedBuild: markOf(
          job.builds.filter(({ seconds }) => seconds !== undefined).at(-1),
        ),
      };
    }
    const prefix = fullName === '' ? '' : `${fullName}/`;
    const children = [...this.#jobs.keys()]
      .filter(each => each.startsWith(prefix))
      .map(each => namesOf(each.slice(prefix.length))[0]);
    if (children.length === 0) return undefined;
    const isMultibranch = this.multibranch.has(fullName);
    return {
      _class: isMultibranch ? MULTIBRANCH : FOLDER,
      name,
      jobs: [...new Set(children)].map(
        child => this.#renderItem(`${prefix}${child}`, levels - 1) as JsonValue,
      ),
    };
  }
}

function depthOf(tree: string): number {
  return tree.split('jobs[').length - 1;
}

function markOf(build: FakeBuild | undefined): JsonValue {
  return build ? renderBuild(build) : null;
}

function renderBuild(build: FakeBuild): JsonObject {
  const { number, at, seconds, result = 'SUCCESS' } = build;
  const building = seconds === undefined;
  return {
    _class: PIPELINE,
    number,
    timestamp: Date.parse(at),
    duration: building ? 0 : seconds * 1_000,
    building,
    result: building ? null : result,
    actions: [{}],
  };
}
