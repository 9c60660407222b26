import express, { Router, type Request, type Response } from 'express';
import { PLAYGROUND_TOKEN } from '../server/authentication';
import type { AppOptions } from '../server/createApp';
import { createFaults } from '../server/faults';
import { HttpError } from '../server/httpError';
import { createRateLimits } from '../server/rateLimits';
import type { AzureContext, AzureRequest } from './azureContext';
import { addCodeRoutes } from './codeRoutes';
import { addPipelineRoutes } from './pipelineRoutes';
import { PROJECT, type AzureSite } from './project';
import {
  createAzureAuthentication,
  createAzureLimit,
  sendAzureError,
} from './respond';
import { addWorkItemRoutes } from './workItemRoutes';

const LIMIT = 20_000;
/** Azure DevOps counts in sliding windows of five minutes. */
const WINDOW_SECONDS = 300;

/** The company's organization, below its name as on a server: `/azure-devops/acme`. */
export function createAzureDevopsRouter(options: AppOptions): Router {
  const { world, seed, faults = [], tokens = [PLAYGROUND_TOKEN] } = options;
  const limits = createRateLimits({
    limit: options.rateLimit ?? LIMIT,
    now: Date.now,
    windowSeconds: options.rateLimitSeconds ?? WINDOW_SECONDS,
  });
  const router = Router();
  router.use((_req, res, next) => {
    res
      .set({ server: 'Microsoft-IIS/10.0', 'x-tfs-processid': seed })
      .removeHeader('x-github-media-type');
    next();
  });
  router.use(
    createAzureAuthentication(tokens),
    createFaults({ seed: `${seed} azure-devops`, faults }),
    createAzureLimit(limits),
    express.json({ limit: '1mb' }),
  );
  const context: AzureContext = {
    world,
    get: (path, render) =>
      router.get(`/:organization/:project${path}`, answer(render)),
    post: (path, render) =>
      router.post(`/:organization/:project${path}`, answer(render)),
  };
  addCodeRoutes(context);
  addPipelineRoutes(context);
  addWorkItemRoutes(context);
  router.use((_req, _res, next) => {
    next(new HttpError(404, 'Page not found.'));
  });
  router.use(sendAzureError);
  return router;

  function answer(render: (request: AzureRequest) => unknown) {
    return (req: Request, res: Response): void => {
      const { organization, project } = req.params;
      const isKnown =
        organization.toLowerCase() === world.company.login &&
        project.toLowerCase() === PROJECT.toLowerCase();
      if (!isKnown) {
        throw new HttpError(404, 'TF200016: The project does not exist.');
      }
      res
        .type('application/json')
        .send(JSON.stringify(render({ req, res, site: siteOf(req) })));
    };
  }
}

function siteOf(req: Request): AzureSite {
  const { organization } = req.params;
  return {
    origin: `${req.protocol}://${req.get('host')}${
      req.baseUrl
    }/${organization}`,
  };
}
