import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import { sendJson } from '@sei-platform/plugin-engineering-insights-node/testUtils';
import { startSnykServer } from './__testUtils__/startSnykServer';
import { issuesStream } from './streams/issues';

interface Expected {
  readonly unique_id_from_tool: string;
  readonly vuln_id_from_tool: string;
  readonly cwe: number;
  readonly severity: string;
  readonly date: string;
  readonly component_name: string;
  readonly component_version: string;
  readonly title: string;
  readonly active: boolean;
  readonly is_mitigated: boolean;
  readonly false_p: boolean;
}
interface Recording {
  readonly name: string;
  readonly scan: object;
  readonly expected: readonly {
    readonly findings_count?: number;
    readonly findings?: Readonly<Record<string, Partial<Expected>>>;
  }[];
}

const recordings: readonly Recording[] = JSON.parse(
  readFileSync(
    join(__dirname, '__fixtures__', 'recorded', 'issues.json'),
    'utf8',
  ),
);

/** What a first reading makes of a recorded answer; the organization and the project are not in it. */
async function readRecording(scan: object): Promise<FindingFact[]> {
  const { client, stop } = await startSnykServer(({ url }, response) => {
    const isOfProject = url.pathname.endsWith('/issues');
    const isAgain = url.searchParams.get('status') === 'open';
    const one = { data: { id: 'a', attributes: { slug: 'acme' } } };
    const issues = isAgain ? { data: [] } : scan;
    sendJson(response, isOfProject ? issues : one);
  });
  const appBaseUrl = 'https://app.snyk.io';
  const stream = issuesStream({ client, appBaseUrl });
  const facts: FindingFact[] = [];
  try {
    for await (const { items } of stream.read({
      direction: 'live',
      scope: { externalId: 'organization/project' },
      since: '2025-01-01T00:00:00Z',
      until: '2025-10-01T00:00:00Z',
      signal: new AbortController().signal,
      logger: mockServices.logger.mock(),
    })) {
      for (const item of items) {
        const result = stream.normalize(item);
        if (result.result !== 'ok') throw new Error(result.reason);
        facts.push(...(result.facts as FindingFact[]));
      }
    }
  } finally {
    await stop();
  }
  return facts;
}

function stateOf({ is_mitigated, false_p }: Partial<Expected>) {
  if (is_mitigated) return 'fixed';
  return false_p ? 'dismissed' : 'open';
}

it.each(recordings)('understands $name as others do', async recording => {
  const facts = await readRecording(recording.scan);
  const [{ findings_count: count = 0 } = {}] = recording.expected;
  expect(facts).toHaveLength(count);
  for (const [index, expected] of recording.expected.flatMap(({ findings }) =>
    Object.entries(findings ?? {}),
  )) {
    // Some tests of theirs look at a few fields alone.
    if (!expected.unique_id_from_tool) continue;
    expect(facts[Number(index)]).toMatchObject({
      externalId: expected.unique_id_from_tool,
      rule: expected.vuln_id_from_tool,
      title: expected.title,
      severity: expected.severity?.toLowerCase(),
      state: stateOf(expected),
      firstSeenAt: expect.stringContaining(expected.date!),
      identifiers: expect.arrayContaining([
        `CWE-${expected.cwe}`,
        expected.vuln_id_from_tool,
      ]),
      package: {
        name: expected.component_name,
        version: expected.component_version,
      },
    });
  }
});
