import { createHash } from 'node:crypto';
import type { Conclusion } from '../simulation/model';
import type { JenkinsBuild, JenkinsJob } from './jobs';

/** Where Jenkins stands: `http://127.0.0.1:7070/jenkins`. */
export interface JenkinsSite {
  readonly baseUrl: string;
}

/** What is below a folder or multibranch project. */
export interface JenkinsFolder {
  readonly fullName: string;
  readonly isMultibranch: boolean;
  readonly children: readonly JenkinsItem[];
}

export type JenkinsItem = JenkinsFolder | JenkinsJob;

const FOLDER = 'com.cloudbees.hudson.plugins.folder.Folder';
const MULTIBRANCH =
  'org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject';
const PIPELINE = 'org.jenkinsci.plugins.workflow.job.WorkflowJob';
const PIPELINE_BUILD = 'org.jenkinsci.plugins.workflow.job.WorkflowRun';
/** Of the library that every pipeline loads. */
export const LIBRARY_URL =
  'https://git.acme.example/platform/pipeline-library.git';
const LIBRARY_SHA = createHash('sha1').update(LIBRARY_URL).digest('hex');

const CAUSE: Readonly<Record<string, string>> = {
  push: 'jenkins.branch.BranchEventCause',
  pull_request: 'jenkins.branch.BranchEventCause',
  schedule: 'hudson.triggers.TimerTrigger$TimerTriggerCause',
  workflow_dispatch: 'hudson.model.Cause$UserIdCause',
};
const STAGE_STATUS: Readonly<Record<Conclusion, string>> = {
  success: 'SUCCESS',
  failure: 'FAILED',
  cancelled: 'ABORTED',
};

function nameOf(fullName: string): string {
  return fullName.split('/').at(-1)!;
}

function urlOf(site: JenkinsSite, fullName: string): string {
  const names = fullName.split('/').filter(name => name !== '');
  const path = names.map(name => `job/${encodeURIComponent(name)}/`);
  return `${site.baseUrl}/${path.join('')}`;
}

/** A job or folder with all that may be asked of it, told when it is asked. */
export function renderItem(site: JenkinsSite, item: JenkinsItem): object {
  const { fullName } = item;
  const named = {
    name: nameOf(fullName),
    displayName: nameOf(fullName),
    fullName,
    fullDisplayName: fullName.replaceAll('/', ' » '),
    url: urlOf(site, fullName),
  };
  if ('children' in item) {
    return {
      _class: item.isMultibranch ? MULTIBRANCH : FOLDER,
      ...named,
      get jobs() {
        return item.children.map(child => renderItem(site, child));
      },
    };
  }
  const { builds } = item;
  const mark = (build: JenkinsBuild | undefined) =>
    build ? renderBuild(site, item, build) : null;
  return {
    _class: PIPELINE,
    ...named,
    buildable: true,
    nextBuildNumber: builds.length + 1,
    get allBuilds() {
      return [...builds].reverse().map(mark);
    },
    get builds() {
      return builds.slice(-100).reverse().map(mark);
    },
    get firstBuild() {
      return mark(builds[0]);
    },
    get lastBuild() {
      return mark(builds.at(-1));
    },
    get lastCompletedBuild() {
      return mark(builds.findLast(({ endedAt }) => endedAt !== undefined));
    },
  };
}

export function renderBuild(
  site: JenkinsSite,
  job: JenkinsJob,
  build: JenkinsBuild,
): object {
  const { number, startedAt, endedAt } = build;
  return {
    _class: PIPELINE_BUILD,
    id: String(number),
    number,
    url: `${urlOf(site, job.fullName)}${number}/`,
    displayName: `#${number}`,
    fullDisplayName: `${job.fullName.replaceAll('/', ' » ')} #${number}`,
    building: endedAt === undefined,
    // A build that runs has lasted 0 so far, as Jenkins tells it.
    duration: endedAt === undefined ? 0 : (endedAt - startedAt) * 1_000,
    timestamp: startedAt * 1_000,
    result: endedAt === undefined ? null : resultOf(job, build),
    get actions() {
      return actionsOf(job, build);
    },
  };
}

/** What the plugin Pipeline: Stage View tells of a build. */
export function renderStages(build: JenkinsBuild): object {
  return {
    id: String(build.number),
    name: `#${build.number}`,
    stages: build.stages.map(
      ({ id, name, startedAt, completedAt, conclusion }) => ({
        id: String(id),
        name,
        execNode: '',
        status: conclusion ? STAGE_STATUS[conclusion] : 'IN_PROGRESS',
        startTimeMillis: startedAt * 1_000,
        durationMillis:
          completedAt === undefined ? 0 : (completedAt - startedAt) * 1_000,
        pauseDurationMillis: 0,
      }),
    ),
  };
}

function actionsOf(job: JenkinsJob, build: JenkinsBuild): object[] {
  const { run } = build;
  const { repository } = job;
  const tests = testsOf(job, build);
  return [
    {
      _class: 'hudson.model.CauseAction',
      causes: [
        {
          _class: CAUSE[run.event],
          shortDescription: `Started by ${run.event}`,
        },
      ],
    },
    {},
    {
      _class: 'jenkins.metrics.impl.TimeInQueueAction',
      queuingDurationMillis: randomOf(job, build, 'queue').integer(200, 45_000),
    },
    checkoutOf({ sha: LIBRARY_SHA, branch: 'main', url: LIBRARY_URL }),
    checkoutOf({
      sha: run.sha,
      branch: run.pullRequest
        ? `PR-${run.pullRequest}`
        : repository.profile.defaultBranch,
      url: `https://github.acme.example/${repository.slug}.git`,
    }),
    ...(tests
      ? [
          {
            _class: 'hudson.tasks.junit.TestResultAction',
            urlName: 'testReport',
            ...tests,
          },
        ]
      : []),
  ];
}

function checkoutOf(options: { sha: string; branch: string; url: string }) {
  const { sha, branch, url } = options;
  return {
    _class: 'hudson.plugins.git.util.BuildData',
    lastBuiltRevision: {
      SHA1: sha,
      branch: [{ SHA1: sha, name: `refs/remotes/origin/${branch}` }],
    },
    remoteUrls: [url],
    scmName: '',
  };
}

/** Failed tests make a build unstable; what fails before them makes it a failure. */
function resultOf(job: JenkinsJob, build: JenkinsBuild): string {
  if (build.conclusion === 'success') return 'SUCCESS';
  if (build.conclusion === 'cancelled') return 'ABORTED';
  return testsOf(job, build) ? 'UNSTABLE' : 'FAILURE';
}

/** The report of a build that came to its tests and ended. */
function testsOf(job: JenkinsJob, build: JenkinsBuild) {
  const { endedAt, stages, conclusion } = build;
  const hasTests = stages.some(({ name }) => name === 'test');
  const random = randomOf(job, build, 'tests');
  const isBroken = conclusion !== 'success';
  if (endedAt === undefined || !hasTests) return undefined;
  if (isBroken && random.chance(0.3)) return undefined;
  return {
    totalCount: random.integer(380, 420),
    failCount: isBroken ? random.integer(1, 6) : 0,
    skipCount: random.integer(0, 4),
  };
}

function randomOf(
  job: JenkinsJob,
  { run, attempt }: JenkinsBuild,
  what: string,
) {
  return job.repository.random('jenkins', what, run.id, attempt);
}
