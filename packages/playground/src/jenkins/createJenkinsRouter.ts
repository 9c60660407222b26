import {
  Router,
  type NextFunction,
  type Request,
  type Response,
} from 'express';
import { PLAYGROUND_TOKEN } from '../server/authentication';
import type { AppOptions } from '../server/createApp';
import { createFaults } from '../server/faults';
import type { World } from '../simulation/world';
import { branchesNameOf, branchJobsOf, deployJobOf } from './jobs';
import {
  renderBuild,
  renderItem,
  renderStages,
  type JenkinsFolder,
  type JenkinsItem,
} from './render';
import { selectTree } from './selectTree';

/** The user that the demo's API token belongs to. */
export const PLAYGROUND_JENKINS_USER = 'insights';

const USUAL_FIELDS =
  'name,displayName,fullName,fullDisplayName,url,buildable,nextBuildNumber,' +
  'jobs[name,url],builds[number,url],firstBuild[number,url],' +
  'lastBuild[number,url],lastCompletedBuild[number,url]';
const USUAL_BUILD_FIELDS =
  'id,number,url,displayName,fullDisplayName,building,duration,timestamp,result,' +
  'actions[causes[shortDescription],queuingDurationMillis,lastBuiltRevision[SHA1,branch[SHA1,name]],' +
  'remoteUrls,scmName,urlName,totalCount,failCount,skipCount]';

/** The company's Jenkins, as far as it is read. It has no rate limit, as Jenkins has none. */
export function createJenkinsRouter(
  options: Pick<AppOptions, 'world' | 'seed' | 'faults' | 'log'>,
): Router {
  const { world, seed, faults = [], log = console.error } = options;
  const router = Router();
  router.use((_req, res, next) => {
    res.set('x-jenkins', '2.541.1');
    next();
  });
  router.use(authenticate);
  router.use(createFaults({ seed: `${seed} jenkins`, faults }));
  router.get('*', (req, res) => answer(world, req, res));
  // Whoever starts this reads its console; nothing else would tell them.
  router.use(
    (error: unknown, _req: Request, res: Response, next: NextFunction) => {
      if (res.headersSent) {
        next(error);
        return;
      }
      log(
        error instanceof Error ? error.stack ?? error.message : String(error),
      );
      res.status(500).type('html').send('<h1>Oops!</h1>');
    },
  );
  return router;
}

/** Jenkins' own words, to programs as to browsers, are pages. */
function authenticate(req: Request, res: Response, next: NextFunction): void {
  const known = Buffer.from(
    `${PLAYGROUND_JENKINS_USER}:${PLAYGROUND_TOKEN}`,
  ).toString('base64');
  if (req.get('authorization') === `Basic ${known}`) {
    next();
    return;
  }
  res
    .status(401)
    .set('www-authenticate', 'Basic realm="Jenkins"')
    .type('html')
    .send('<h1>HTTP ERROR 401 Invalid password/token for user</h1>');
}

function answer(world: World, req: Request, res: Response): void {
  const names = [...req.path.matchAll(/\/job\/([^/]+)/g)];
  const rest = req.path.slice(names.map(([text]) => text).join('').length);
  const fullName = names.map(([, name]) => decodeURIComponent(name)).join('/');
  const item = findItem(rootOf(world), fullName);
  const [, number, page] =
    /^(?:\/(\d+))?\/(api\/json|wfapi\/describe)$/.exec(rest) ?? [];
  const site = {
    baseUrl: `${req.protocol}://${req.get('host')}${req.baseUrl}`,
  };
  const tree =
    req.query.tree === undefined ? undefined : String(req.query.tree);
  if (!item || !page) {
    sendNothing(res);
  } else if (number === undefined) {
    if (page === 'api/json') {
      res.json(selectTree(renderItem(site, item), tree ?? USUAL_FIELDS));
    } else if ('builds' in item) {
      res.json({ name: item.fullName, runCount: item.builds.length });
    } else sendNothing(res);
  } else {
    const job = 'builds' in item ? item : undefined;
    const build = job?.builds[Number(number) - 1];
    if (!job || !build) sendNothing(res);
    else if (page === 'wfapi/describe') res.json(renderStages(build));
    else {
      const rendered = renderBuild(site, job, build);
      res.json(selectTree(rendered, tree ?? USUAL_BUILD_FIELDS));
    }
  }
}

function sendNothing(res: Response): void {
  res.status(404).type('html').send('<h1>Not Found</h1>');
}

function rootOf(world: World): JenkinsFolder {
  const teams = new Map<string, JenkinsItem[]>();
  for (const profile of world.company.jenkinsRepositories) {
    const repository = world.jenkinsRepository(profile.name)!;
    teams.set(profile.team, [
      ...(teams.get(profile.team) ?? []),
      {
        fullName: branchesNameOf(profile),
        isMultibranch: true,
        children: branchJobsOf(repository, world.until),
      },
      deployJobOf(repository),
    ]);
  }
  return {
    fullName: '',
    isMultibranch: false,
    children: [...teams].map(([fullName, children]) => ({
      fullName,
      isMultibranch: false,
      children,
    })),
  };
}

function findItem(
  item: JenkinsItem,
  fullName: string,
): JenkinsItem | undefined {
  if (item.fullName === fullName) return item;
  if (!('children' in item)) return undefined;
  const child = item.children.find(
    each =>
      each.fullName === fullName || fullName.startsWith(`${each.fullName}/`),
  );
  return child && findItem(child, fullName);
}
