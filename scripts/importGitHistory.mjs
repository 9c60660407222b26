import { importGitHistory } from './lib/importGitHistory.mjs';

const { PORTAL_URL: url = 'http://localhost:7007', PORTAL_TOKEN: token } =
  process.env;
if (!token) {
  console.error(
    'Set PORTAL_TOKEN to a token that may create events, such as one of backend.auth.externalAccess: PORTAL_TOKEN=… yarn import-git-history',
  );
  process.exit(1);
}
const { projectCount, writtenCount } = await importGitHistory({ url, token });
console.log(
  `Sent the history of ${projectCount} projects; ${writtenCount} facts were new.`,
);
