import type { Router } from 'express';
import { notFound } from '../httpError';
import { takePage } from '../paging';
import { renderMinimalRepository } from '../render/repositories';
import { sendJson, type RequestLocals } from '../respond';
import { siteOf, type RestContext } from './restContext';

/** What belongs to no repository. */
export function addServerRoutes(
  router: Router,
  { world, limits }: RestContext,
): void {
  router.get('/meta', (req, res) =>
    sendJson(req, res, {
      limits,
      isFree: true,
      body: {
        verifiable_password_authentication: false,
        installed_version: '3.19.0',
      },
    }),
  );
  router.get('/rate_limit', (req, res) => {
    const { token } = res.locals as RequestLocals;
    const core = limits.state(token, 'core');
    const resources = {
      core,
      search: core,
      graphql: limits.state(token, 'graphql'),
    };
    sendJson(req, res, {
      limits,
      isFree: true,
      body: { resources, rate: core },
    });
  });
  router.get('/orgs/:org/repos', (req, res) => {
    if (req.params.org !== world.company.login) throw notFound();
    const page = takePage(req, res, {
      items: world.company.repositories,
      linkPath: req.path,
    });
    const body = page.map(({ name }) =>
      renderMinimalRepository(siteOf(req), world.repository(name)!),
    );
    sendJson(req, res, { limits, body });
  });
}
