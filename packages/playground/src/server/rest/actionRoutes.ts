import type { Router } from 'express';
import type { WorkflowRun } from '../../simulation/model';
import { DAY, fromIso } from '../../simulation/time';
import { notFound } from '../httpError';
import { renderMinimalRepository } from '../render/repositories';
import {
  renderJob,
  renderWorkflow,
  renderWorkflowRun,
  statusOf,
  workflowId,
} from '../render/workflowRuns';
import {
  answer,
  readText,
  repositoryPaths,
  type RepositoryRequest,
  type RestContext,
} from './restContext';

/** GitHub finds no more than this for a filtered list. */
const MAXIMUM_FOUND = 1000;
const FILTERS = [
  'actor',
  'branch',
  'check_suite_id',
  'created',
  'event',
  'head_sha',
  'status',
];

interface Range {
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** A date means its whole day. */
function readInstant(text: string): Range {
  const from = fromIso(text.includes('T') ? text : `${text}T00:00:00Z`);
  return { from, to: from + (text.includes('T') ? 1 : DAY) };
}

/** GitHub's date search: `>=2026-11-01`, `2026-11-01..2026-11-22`, `*..2026-11-22`. */
export function readCreated(text: string): Range {
  const always = { from: -Infinity, to: Infinity };
  const [from, to] = text.split('..');
  if (to !== undefined) {
    return {
      from: from === '*' ? always.from : readInstant(from).from,
      to: to === '*' ? always.to : readInstant(to).to,
    };
  }
  const [, operator, value] = /^(>=|<=|>|<|)(.*)$/.exec(text)!;
  const instant = readInstant(value);
  if (operator === '>=') return { ...always, from: instant.from };
  if (operator === '>') return { ...always, from: instant.to };
  if (operator === '<=') return { ...always, to: instant.to };
  if (operator === '<') return { ...always, to: instant.from };
  return instant;
}

function selectRuns({ req, repository }: RepositoryRequest): WorkflowRun[] {
  const created = readText(req, 'created');
  const range = created ? readCreated(created) : undefined;
  const status = readText(req, 'status');
  const event = readText(req, 'event');
  const branch = readText(req, 'branch');
  const sha = readText(req, 'head_sha');
  const actor = readText(req, 'actor');
  const { workflow } = req.params;
  return repository.workflowRuns
    .filter(
      run =>
        (!range || (run.createdAt >= range.from && run.createdAt < range.to)) &&
        (!status || run.conclusion === status || statusOf(run) === status) &&
        (!event || run.event === event) &&
        (!branch || run.branch === branch) &&
        (!sha || run.sha === sha) &&
        (!actor || run.actor.login === actor) &&
        (!workflow ||
          run.path.endsWith(`/${workflow}`) ||
          String(workflowId(repository, run.name)) === workflow),
    )
    .reverse();
}

function listRuns(request: RepositoryRequest) {
  const { req, site, repository, page } = request;
  const runs = selectRuns(request);
  const isFiltered = FILTERS.some(name => readText(req, name) !== undefined);
  const repo = renderMinimalRepository(site, repository);
  return {
    total_count: runs.length,
    workflow_runs: page(isFiltered ? runs.slice(0, MAXIMUM_FOUND) : runs).map(
      run => renderWorkflowRun(site, repository, run, repo),
    ),
  };
}

function findRun({ req, repository }: RepositoryRequest): WorkflowRun {
  const run = repository.workflowRuns.find(
    item => item.id === Number(req.params.run),
  );
  if (!run) throw notFound();
  return run;
}

function listJobs(request: RepositoryRequest) {
  const { site, repository, page } = request;
  const run = findRun(request);
  return {
    total_count: run.jobs.length,
    jobs: page(run.jobs).map(job => renderJob(site, repository, { run, job })),
  };
}

function listWorkflows({ site, repository, page }: RepositoryRequest) {
  const firstRuns = new Map<string, WorkflowRun>();
  for (const run of repository.workflowRuns) {
    if (!firstRuns.has(run.name)) firstRuns.set(run.name, run);
  }
  const runs = [...firstRuns.values()];
  return {
    total_count: runs.length,
    workflows: page(runs).map(run => renderWorkflow(site, repository, run)),
  };
}

export function addActionRoutes(router: Router, context: RestContext): void {
  const get = (tail: string, render: (request: RepositoryRequest) => unknown) =>
    router.get(repositoryPaths(tail), answer(context, render));
  get('/actions/runs', listRuns);
  get('/actions/workflows', listWorkflows);
  get('/actions/workflows/:workflow/runs', listRuns);
  get('/actions/runs/:run(\\d+)', request =>
    renderWorkflowRun(request.site, request.repository, findRun(request)),
  );
  get('/actions/runs/:run(\\d+)/jobs', listJobs);
}
