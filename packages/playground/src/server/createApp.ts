import express, { Router, type Express } from 'express';
import { createAzureDevopsRouter } from '../azure-devops/createAzureDevopsRouter';
import { renderCatalog } from '../catalog';
import { createGitRouter } from '../git/createGitRouter';
import { createGitlabRouter } from '../gitlab/createGitlabRouter';
import { createJenkinsRouter } from '../jenkins/createJenkinsRouter';
import type { World } from '../simulation/world';
import { createAuthentication, PLAYGROUND_TOKEN } from './authentication';
import { createJiraRouter } from '../jira/jiraRouter';
import { createPagerdutyRouter } from '../pagerduty/pagerdutyRouter';
import { createSlackRouter } from '../slack/slackRouter';
import { createSnykRouter } from '../snyk/snykRouter';
import { createSonarqubeRouter } from '../sonarqube/sonarqubeRouter';
import { createTeamsRouter } from '../teams/teamsRouter';
import { createFaults, type Fault } from './faults';
import { createGraphqlHandler } from './graphql/graphqlHandler';
import { createPages } from './pages';
import { createRateLimits } from './rateLimits';
import { createErrorHandler } from './respond';
import { addActionRoutes } from './rest/actionRoutes';
import { addCommitRoutes } from './rest/commitRoutes';
import { addDeploymentRoutes } from './rest/deploymentRoutes';
import { addPullRequestRoutes } from './rest/pullRequestRoutes';
import { addRepositoryRoutes } from './rest/repositoryRoutes';
import { addSecurityAlertRoutes } from './rest/securityAlertRoutes';
import { siteOf } from './rest/restContext';
import { addServerRoutes } from './rest/serverRoutes';

export interface AppOptions {
  readonly world: World;
  readonly seed: string;
  /** Seconds since 1970: what the world's clock shows. */
  readonly clock: () => number;
  readonly faults?: readonly Fault[];
  readonly tokens?: readonly string[];
  /** Requests and points an hour. */
  readonly rateLimit?: number;
  /** An hour of it, for whoever does not want to wait; 3600 where absent. */
  readonly rateLimitSeconds?: number;
  readonly log?: (line: string) => void;
  /** Where the repositories of the plain Git server are kept; without it there is none. */
  readonly gitDirectory?: string;
}

const HOURLY_LIMIT = 5000;

/** GitHub Enterprise's addresses: REST below `/api/v3`, GraphQL at `/api/graphql`. */
export function createApp(options: AppOptions): Express {
  const { world } = options;
  const limits = createRateLimits({
    limit: options.rateLimit ?? HOURLY_LIMIT,
    now: Date.now,
    windowSeconds: options.rateLimitSeconds,
  });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((_req, res, next) => {
    world.advance(options.clock());
    res.set({
      server: 'github.com',
      'x-github-media-type': 'github.v3; format=json',
    });
    next();
  });
  app.get('/catalog/all.yaml', (req, res) => {
    res
      .type('text/yaml; charset=utf-8')
      .send(renderCatalog(world.company, siteOf(req)));
  });

  const authenticate = createAuthentication(
    options.tokens ?? [PLAYGROUND_TOKEN],
  );
  const rest = Router();
  const context = { world, limits };
  addServerRoutes(rest, context);
  addCommitRoutes(rest, context);
  addPullRequestRoutes(rest, context);
  addDeploymentRoutes(rest, context);
  addActionRoutes(rest, context);
  addSecurityAlertRoutes(rest, context);
  addRepositoryRoutes(rest, context);

  const faults = createFaults({
    seed: options.seed,
    faults: options.faults ?? [],
  });
  app.use('/api', authenticate, faults);
  app.use('/api/v3', rest);
  app.post(
    '/api/graphql',
    express.json({ limit: '1mb' }),
    createGraphqlHandler(context),
  );
  app.use('/jira', createJiraRouter(options));
  if (options.gitDirectory)
    app.use(
      '/git',
      createGitRouter({ ...options, directory: options.gitDirectory }),
    );
  app.use('/gitlab', createGitlabRouter({ ...options, limits }));
  app.use('/pagerduty', createPagerdutyRouter(options));
  app.use('/slack', createSlackRouter(options));
  app.use('/snyk', createSnykRouter(options));
  app.use('/sonarqube', createSonarqubeRouter(options));
  app.use('/jenkins', createJenkinsRouter(options));
  app.use('/azure-devops', createAzureDevopsRouter(options));
  app.use('/teams', createTeamsRouter(options));
  app.use(createPages(world));
  // Whoever starts this reads its console; nothing else would tell them.
  app.use(createErrorHandler({ limits, log: options.log ?? console.error }));
  return app;
}
