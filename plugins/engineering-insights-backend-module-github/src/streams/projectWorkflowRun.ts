import type { JsonObject } from '@backstage/types';

/** A run as REST and webhooks send it. */
export interface WorkflowRun {
  id: number;
  name?: string | null;
  path?: string;
  html_url?: string;
  head_branch?: string | null;
  head_sha?: string;
  event?: string;
  status?: string | null;
  conclusion?: string | null;
  run_attempt?: number;
  run_started_at?: string;
  created_at: string;
  updated_at: string;
}

/** What is used of a run; the rest of what GitHub sends is links, actors and commit messages. */
export function projectWorkflowRun(run: WorkflowRun): JsonObject {
  return {
    id: run.id,
    name: run.name,
    path: run.path,
    html_url: run.html_url,
    head_branch: run.head_branch,
    head_sha: run.head_sha,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    run_attempt: run.run_attempt,
    run_started_at: run.run_started_at,
    created_at: run.created_at,
    updated_at: run.updated_at,
  };
}
