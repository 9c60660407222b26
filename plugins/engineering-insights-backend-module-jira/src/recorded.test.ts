import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, JsonValue } from '@backstage/types';
import { createJiraClient } from './client';
import { createVocabulary } from './createVocabulary';
import { identityOf } from './normalize/identity';
import {
  categoryKeySchema,
  statusCategoryOf,
} from './normalize/statusCategory';
import { issuesStream } from './streams/issues';
import { sprintsStream } from './streams/sprints';
import { readAll } from './__testUtils__/readAll';
import { sendJson, startJiraServer } from './__testUtils__/startJiraServer';

const FOLDER = join(__dirname, '__fixtures__');

function recorded<T>(name: string): T {
  return JSON.parse(readFileSync(join(FOLDER, 'recorded', name), 'utf8')) as T;
}

/** The items of the goldens, which `UPDATE_GOLDENS=1` writes. */
function expectPayload(name: string, item: JsonValue) {
  const path = join(FOLDER, name);
  if (process.env.UPDATE_GOLDENS)
    writeFileSync(path, `${JSON.stringify(item, undefined, 2)}\n`);
  if (!existsSync(path)) throw new Error(`There is no ${path}.`);
  expect(item).toEqual(JSON.parse(readFileSync(path, 'utf8')));
}

/** A Data Center that answers what was recorded, as the recordings have their changelogs inside. */
async function serve(answers: Readonly<Record<string, unknown>>) {
  const server = await startJiraServer(({ url }, response) => {
    const body = answers[url.pathname];
    if (body === undefined) sendJson(response, {}, { status: 404 });
    else sendJson(response, body);
  });
  const client = createJiraClient({
    baseUrl: server.baseUrl,
    product: 'dataCenter',
    token: 'secret',
  });
  return { client, stop: server.stop };
}

const field = (id: string, name: string, custom?: string) => ({
  id,
  name,
  schema: { custom },
});

describe('recorded issues are stored as the payloads of the goldens', () => {
  it.each([
    {
      file: 'issues.faros.json',
      cases: ['issues.faros_subtask.json', 'issues.faros_story.json'],
      fields: [
        field(
          'customfield_10020',
          'Sprint',
          'com.pyxis.greenhopper.jira:gh-sprint',
        ),
        field('customfield_10003', 'Story Points'),
      ],
    },
    {
      file: 'issues.go_jira.json',
      cases: ['issues.go_jira_task_of_an_epic.json'],
      fields: [
        field('customfield_10105', 'Story Points'),
        field(
          'customfield_10700',
          'Epic Link',
          'com.pyxis.greenhopper.jira:gh-epic-link',
        ),
      ],
    },
  ])('$file', async ({ file, cases, fields }) => {
    const issues = recorded<JsonObject[]>(file).slice(0, cases.length);
    const statuses = issues.map(issue => (issue.fields as JsonObject).status);
    const { client, stop } = await serve({
      '/rest/api/2/search': { issues, startAt: 0, total: issues.length },
      '/rest/api/2/field': fields,
      '/rest/api/2/status': [
        ...statuses,
        {
          id: '10000',
          name: 'Backlog',
          statusCategory: { key: 'new' },
        },
      ],
    });
    const stream = issuesStream({
      client,
      vocabulary: createVocabulary(client),
    });
    const { items } = await readAll(stream, { scopeId: 'TEST' });
    await stop();
    expect(items).toHaveLength(cases.length);
    expect(JSON.stringify(items)).not.toMatch(/description|@example|Person/);
    items.forEach((item, index) => expectPayload(cases[index], item));
  });
});

it('recorded sprints are stored as the payloads of the goldens', async () => {
  const { client, stop } = await serve({
    '/rest/agile/1.0/board': {
      isLast: true,
      values: [{ id: 734, name: 'Iterations', type: 'scrum' }],
    },
    '/rest/agile/1.0/board/734/sprint': {
      isLast: true,
      values: recorded('sprints.go_jira.json'),
    },
  });
  const { items } = await readAll(sprintsStream(client), { scopeId: 'TEST' });
  await stop();
  expect(items).toHaveLength(6);
  expect(JSON.stringify(items)).not.toContain('My Goal');
  expectPayload('sprints.go_jira_closed.json', items[0]);
  expectPayload('sprints.go_jira_active.json', items[3]);
  expectPayload('sprints.go_jira_future.json', items[5]);
});

it("the categories of recorded statuses are those of DevLake's tables", async () => {
  const { raw, expected } = recorded<{
    raw: JsonObject[];
    expected: { id: string; name: string; status_category: string }[];
  }>('statuses.devlake.json');
  const { client, stop } = await serve({ '/rest/api/2/status': raw });
  const categories = await createVocabulary(client).categoriesOf(
    expected,
    new AbortController().signal,
  );
  await stop();
  const meaning: Record<string, string> = {
    new: 'todo',
    indeterminate: 'inProgress',
    done: 'done',
  };
  expect(expected).toHaveLength(36);
  for (const { id, status_category: category } of expected) {
    const key = categoryKeySchema.parse(categories[id]);
    expect(statusCategoryOf(key)).toBe(meaning[category]);
  }
});

it("recorded accounts are of the kind that DevLake's tables say", () => {
  const { raw, expected } = recorded<{
    raw: { accountId: string; accountType: string }[];
    expected: { account_id: string; account_type: string }[];
  }>('accounts.devlake.json');
  const actors = new Map(
    raw.map(account => [account.accountId, identityOf(account)?.actor]),
  );
  expect(expected).toHaveLength(30);
  for (const { account_id: id, account_type: type } of expected)
    expect(actors.get(id)).toBe(type === 'app' ? 'bot' : 'human');
});
