import { Router } from 'express';
import type { World } from '../simulation/world';

function escape(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}

export function page(title: string, lines: readonly string[]): string {
  const body = lines.map(line => `<p>${escape(line)}</p>`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(
    title,
  )}</title><h1>${escape(title)}</h1>${body}</html>`;
}

/** What a link from the portal opens: a few words about the thing. */
export function createPages(world: World): Router {
  const router = Router();
  router.get('/:owner/:repo', (req, res, next) => {
    const repository = world.repository(req.params.repo);
    if (!repository) next();
    else res.send(page(repository.slug, [repository.profile.description]));
  });
  router.get('/:owner/:repo/pull/:number', (req, res, next) => {
    const pullRequest = world
      .repository(req.params.repo)
      ?.findPullRequest(Number(req.params.number));
    if (!pullRequest) next();
    else
      res.send(
        page(`${pullRequest.title} #${pullRequest.number}`, [
          pullRequest.body,
          pullRequest.branch,
        ]),
      );
  });
  router.get('/:owner/:repo/commit/:sha', (req, res, next) => {
    const commit = world
      .repository(req.params.repo)
      ?.graph.find(req.params.sha);
    if (!commit) next();
    else
      res.send(
        page(commit.sha, [
          commit.message,
          ...commit.files.map(file => file.path),
        ]),
      );
  });
  router.get('/:owner/:repo/actions/runs/:run', (req, res, next) => {
    const run = world
      .repository(req.params.repo)
      ?.workflowRuns.find(({ id }) => id === Number(req.params.run));
    if (!run) next();
    else
      res.send(
        page(`${run.name} #${run.number}`, [
          run.conclusion ?? 'in progress',
          run.sha,
        ]),
      );
  });
  return router;
}
