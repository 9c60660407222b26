import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import { hotspotsStream } from './streams/hotspots';
import { issuesStream } from './streams/issues';
import { FakeSonarqube } from './__testUtils__/FakeSonarqube';
import { readStream } from './__testUtils__/readStream';

const UNTIL = '2026-03-01T12:00:00.000Z';

function recorded(name: string) {
  const path = join(__dirname, '__fixtures__', 'recorded', `${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

async function factsOf(
  sonarqube: FakeSonarqube,
  streamOf: (
    client: Awaited<ReturnType<FakeSonarqube['start']>>['client'],
  ) => Stream<any>,
  options: { project: string; direction: 'live' | 'history' },
): Promise<FindingFact[]> {
  sonarqube.analyse('2026-02-01T08:00:00+0000', {}, options.project);
  const { client, stop } = await sonarqube.start();
  const stream = streamOf(client);
  const { items } = await readStream(stream, { ...options, until: UNTIL });
  await stop();
  expect(JSON.stringify(items)).not.toContain('someone@example.com');
  return items.flatMap(item => {
    const result = stream.normalize(item);
    expect(result).toMatchObject({ result: 'ok' });
    return result.result === 'ok' ? (result.facts as FindingFact[]) : [];
  });
}

const issues = (client: Parameters<typeof issuesStream>[0]) =>
  issuesStream(client, { siteUrl: 'http://sonarqube' });
const hotspots = (client: Parameters<typeof hotspotsStream>[0]) =>
  hotspotsStream(client, { siteUrl: 'http://sonarqube' });

/** What DefectDojo's tests say of a finding; its title has the rule and the key. */
interface Expected {
  title?: string;
  severity?: string;
  date?: string;
  cwe?: string | number;
  component_name?: string;
  component_version?: string | null;
}

function asExpected(fact: FindingFact, expected: Expected) {
  const [cwe = 'CWE-0'] =
    fact.identifiers?.filter(each => each.startsWith('CWE-')) ?? [];
  const said: Record<keyof Expected, unknown> = {
    title: `${fact.rule}_${fact.externalId}`,
    severity: fact.severity[0].toUpperCase() + fact.severity.slice(1),
    date: fact.firstSeenAt.slice(0, 10),
    cwe:
      expected.cwe === 0
        ? Number(cwe.slice('CWE-'.length))
        : cwe.slice('CWE-'.length),
    component_name: fact.package?.name,
    component_version: fact.package?.version ?? null,
  };
  return Object.fromEntries(
    Object.keys(expected).map(key => [key, said[key as keyof Expected]]),
  );
}

it.each([
  ['defectdojo_issues', 'issues', issues],
  ['defectdojo_hotspots', 'hotspots', hotspots],
] as const)(
  "%s are the findings that DefectDojo's tests expect",
  async (name, list, streamOf) => {
    const { scan, expected } = recorded(name);
    const sonarqube = new FakeSonarqube();
    sonarqube[list].push(...scan[list]);
    const direction = list === 'issues' ? 'history' : 'live';
    const facts = await factsOf(sonarqube, streamOf, {
      project: scan[list][0].project,
      direction,
    });
    const [{ findings_count: count, findings }] = expected;
    expect(facts).toHaveLength(count);
    for (const [index, { cvssv3_score: _, ...told }] of Object.entries<
      Expected & { cvssv3_score?: string }
    >(findings)) {
      const { key, message } = scan[list][Number(index)];
      // Two of the recorded issues have one key.
      const fact = facts.find(
        each => each.externalId === key && each.title === message,
      )!;
      expect(asExpected(fact, told)).toEqual(told);
    }
  },
);

it('issues of an older version are confirmed, dismissed and open', async () => {
  const { scan } = recorded('defectdojo_older_issues');
  const sonarqube = new FakeSonarqube();
  sonarqube.issues.push(...scan);
  const facts = await factsOf(sonarqube, issues, {
    project: 'internal.dummy.project',
    direction: 'history',
  });
  expect(
    facts.map(({ severity, state, location }) => [
      severity,
      state,
      location?.line,
    ]),
  ).toEqual([
    ['high', 'open', 1],
    ['medium', 'open', 242],
    ['medium', 'dismissed', 237],
  ]);
});

it.each(['f5a50c63-2e8f-4107-9014-853f6f467757', 'testWarrenEtcd'])(
  "the hotspots of %s are those of DevLake's tables",
  async project => {
    const { payloads, expected } = recorded('devlake_hotspots');
    const sonarqube = new FakeSonarqube();
    sonarqube.hotspots.push(...payloads);
    const facts = await factsOf(sonarqube, hotspots, {
      project,
      direction: 'live',
    });
    const rows: Record<string, string>[] = expected.filter(
      (row: Record<string, string>) => row.project_key === project,
    );
    expect(rows.length).toBeGreaterThan(1);
    const byKey = (left: { key: string }, right: { key: string }) =>
      left.key < right.key ? -1 : 1;
    expect(
      facts
        .map(fact => ({
          key: fact.externalId,
          component: `${project}:${fact.location?.path}`,
          line: String(fact.location?.line),
          message: fact.title,
          probability: fact.severity.toUpperCase(),
          category: fact.rule,
          isToReview: fact.state === 'open',
          createdAt: fact.firstSeenAt,
        }))
        .sort(byKey),
    ).toEqual(
      rows
        .map(row => ({
          key: row.hotspot_key,
          component: row.component,
          line: row.line,
          message: row.message,
          probability: row.vulnerability_probability,
          category: row.security_category,
          isToReview: row.status === 'TO_REVIEW',
          createdAt: row.creation_date.replace('+00:00', 'Z'),
        }))
        .sort(byKey),
    );
  },
);
