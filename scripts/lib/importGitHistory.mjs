import { join } from 'node:path';
import { repositoryRoot } from './paths.mjs';
import { readGitHistoryFacts } from './gitHistoryFacts.mjs';

/** Below the 5,000 facts and 5 MB that the intake takes at once. */
const BATCH_SIZE = 2_000;

const PROJECTS = [
  { folder: 'github-api', scope: 'hub4j/github-api' },
  { folder: 'java-slack-sdk', scope: 'slackapi/java-slack-sdk' },
];

async function send({ url, token, scope, facts }) {
  const response = await fetch(`${url}/api/engineering-insights/v1/events`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ scope, facts }),
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(`The intake answered ${response.status}: ${answer.detail}`);
  }
  if (answer.invalid.length > 0) {
    const [{ index, path, message }] = answer.invalid;
    throw new Error(
      `The intake refused ${answer.invalid.length} facts of ${scope}; fact ${index}: ${path} ${message}`,
    );
  }
  return answer.written;
}

/** Sends the history of the example projects to a portal; what it has already is left as it is. */
export async function importGitHistory({ url, token }) {
  let writtenCount = 0;
  for (const { folder, scope } of PROJECTS) {
    const facts = await readGitHistoryFacts(
      join(repositoryRoot, 'examples', 'git-history', folder),
    );
    for (let start = 0; start < facts.length; start += BATCH_SIZE) {
      writtenCount += await send({
        url,
        token,
        scope,
        facts: facts.slice(start, start + BATCH_SIZE),
      });
    }
  }
  return { projectCount: PROJECTS.length, writtenCount };
}
