import type { FindingFact } from '@sei-platform/plugin-engineering-insights-common';
import { resultSchema, runSchema } from './sarifSchema';
import { toFinding } from './toFinding';

const AT = '2026-01-01T00:00:00.000Z';

function read(options: { result?: object; rule?: object; run?: object }) {
  const run = runSchema.parse({
    tool: {
      driver: { name: 'Scanner', rules: [{ id: 'R1', ...options.rule }] },
    },
    ...options.run,
  });
  const result = resultSchema.parse({
    ruleId: 'R1',
    message: { text: 'Something is wrong' },
    ...options.result,
  });
  return toFinding({ run, result, key: 'key', at: AT });
}

function findingOf(options: Parameters<typeof read>[0]): FindingFact {
  const told = read(options);
  if (!('finding' in told)) throw new Error(JSON.stringify(told));
  return told.finding;
}

const located = (uri: string, startLine?: number) => ({
  locations: [
    { physicalLocation: { artifactLocation: { uri }, region: { startLine } } },
  ],
});

describe('toFinding', () => {
  it.each([
    ['9.8', undefined, 'critical', '9.8'],
    ['9.0', undefined, 'critical', '9.0'],
    ['8.9', 'note', 'high', '8.9'],
    [7, undefined, 'high', '7'],
    ['4.0', 'error', 'medium', '4.0'],
    ['0.1', undefined, 'low', '0.1'],
    ['0.0', 'error', 'high', 'error'],
    ['high', 'note', 'low', 'note'],
    [undefined, 'warning', 'medium', 'warning'],
    [undefined, 'none', 'unknown', 'none'],
    [undefined, undefined, 'medium', 'warning'],
  ])(
    'of the score %s and the level %s is %s',
    (score, level, severity, sourceSeverity) => {
      const rule = { properties: { 'security-severity': score } };
      expect(findingOf({ rule, result: { level } })).toMatchObject({
        severity,
        sourceSeverity,
      });
    },
  );

  it.each([
    [{ 'security-severity': '7.5' }, {}, 'vulnerability', undefined],
    [{ tags: ['security', 'HIGH'] }, {}, 'vulnerability', 'security, HIGH'],
    [
      { tags: ['external/cwe/cwe-089'] },
      {},
      'vulnerability',
      'external/cwe/cwe-089',
    ],
    [{ cwe: 'CWE-79: Cross-site scripting' }, {}, 'vulnerability', undefined],
    [
      { tags: ['correctness'] },
      { tags: ['maintainability'] },
      'bug',
      'correctness, maintainability',
    ],
    [{}, { tags: ['maintainability'] }, 'maintainability', 'maintainability'],
    [{ tags: ['efficiency'] }, {}, 'unknown', 'efficiency'],
    [{}, {}, 'unknown', undefined],
  ])(
    'of a rule with %j and a result with %j is about %s',
    (ruleProperties, properties, category, sourceCategory) => {
      const finding = findingOf({
        rule: { properties: ruleProperties },
        result: { properties },
      });
      expect(finding.category).toBe(category);
      expect(finding.sourceCategory).toBe(sourceCategory);
    },
  );

  it('has the level of its rule where it has none, and a score of its own first', () => {
    const rule = {
      defaultConfiguration: { level: 'error' },
      properties: { 'security-severity': '5.0' },
    };
    expect(findingOf({ rule })).toMatchObject({ severity: 'medium' });
    const properties = { 'security-severity': '9.9' };
    expect(findingOf({ rule, result: { properties } })).toMatchObject({
      severity: 'critical',
    });
    expect(
      findingOf({ rule: { defaultConfiguration: { level: 'error' } } }),
    ).toMatchObject({ severity: 'high' });
    expect(
      findingOf({
        rule: { defaultConfiguration: { level: 'error' } },
        result: { kind: 'review' },
      }),
    ).toMatchObject({ severity: 'unknown', sourceSeverity: 'none' });
  });

  it.each([
    [undefined, undefined, 'open'],
    [[], undefined, 'open'],
    [[{}], undefined, 'dismissed'],
    [[{ status: 'accepted' }, { status: 'rejected' }], undefined, 'dismissed'],
    [[{ status: 'underReview' }, { status: 'rejected' }], undefined, 'open'],
    [undefined, 'new', 'open'],
    [undefined, 'unchanged', 'open'],
    [[{}], 'absent', 'fixed'],
  ])(
    'suppressed by %j and compared as %s is %s',
    (suppressions, baselineState, state) => {
      const finding = findingOf({ result: { suppressions, baselineState } });
      expect(finding.state).toBe(state);
      expect(finding.fixedAt).toBe(state === 'fixed' ? AT : null);
    },
  );

  it.each(['pass', 'notApplicable', 'informational'])(
    'is none where a result of kind %s tells of no problem',
    kind => {
      expect(read({ result: { kind } })).toEqual({
        ignored: `a result of kind ${kind} is no problem`,
      });
    },
  );

  it.each([
    ['its id', { ruleId: 'R1' }],
    ['its place', { ruleId: undefined, ruleIndex: 0 }],
    ['a refinement of its id', { ruleId: 'R1/2' }],
    [
      'its place in an extension',
      { ruleId: 'X1', rule: { index: 0, toolComponent: { index: 0 } } },
    ],
  ])('finds its rule by %s', (_, result) => {
    const shortDescription = { text: 'Found' };
    const rules = [{ id: 'R1', shortDescription }];
    const extensions = [{ name: 'x', rules: [{ id: 'X1', shortDescription }] }];
    const run = { tool: { driver: { name: 'Scanner', rules }, extensions } };
    expect(findingOf({ run, result })).toMatchObject({
      title: 'Found',
      rule: result.ruleId ?? 'R1',
    });
  });

  it('is refused without any rule', () => {
    const run = { tool: { driver: { name: 'Scanner' } } };
    expect(read({ run, result: { ruleId: undefined } })).toEqual({
      invalid: [
        {
          path: ['ruleId'],
          message: 'must name the rule, here or by ruleIndex',
        },
      ],
    });
  });

  it('is called as its rule, else by its own words with the arguments put in', () => {
    expect(findingOf({ rule: { name: 'UseOfEval' } }).title).toBe('UseOfEval');
    const messageStrings = { default: { text: 'Do not call {0} with {1}' } };
    const message = { id: 'default', arguments: ['eval', 'input'] };
    expect(
      findingOf({ rule: { messageStrings }, result: { message } }).title,
    ).toBe('Do not call eval with input');
  });

  it('gathers the identifiers from tags, ids, taxa and relationships', () => {
    const rule = {
      name: 'GHSA-AAAA-bbbb-1234',
      properties: {
        tags: ['security', 'external/cwe/cwe-079', 'CWE-89: SQL Injection'],
        cwe: ['cwe-327: Weak'],
      },
      relationships: [
        { target: { id: '20', toolComponent: { name: 'CWE' } } },
        { target: { id: '7', toolComponent: { name: 'OWASP' } } },
      ],
    };
    const result = {
      ruleId: 'cve-2024-12345',
      ruleIndex: 0,
      taxa: [{ id: '611', toolComponent: { index: 0 } }, { id: 'CWE-611' }],
    };
    const tool = { driver: { name: 'Scanner', rules: [{ id: 'x', ...rule }] } };
    const run = { tool, taxonomies: [{ name: 'CWE' }] };
    expect(findingOf({ run, result }).identifiers).toEqual([
      'CVE-2024-12345',
      'GHSA-aaaa-bbbb-1234',
      'CWE-79',
      'CWE-89',
      'CWE-327',
      'CWE-611',
      'CWE-20',
    ]);
  });

  it.each([
    [{ uri: 'src/a%20b.ts' }, 'src/a b.ts'],
    [{ uri: 'a.ts', uriBaseId: 'ROOT' }, 'a.ts'],
    [{ uri: 'a.ts', uriBaseId: 'LIB' }, 'lib/a.ts'],
    [{ uri: 'file:///work/acme/src/a.ts', uriBaseId: 'ROOT' }, 'src/a.ts'],
    [{ uri: 'file:///etc/passwd' }, '/etc/passwd'],
    [{ index: 0 }, 'src/indexed.ts'],
    [{ uri: '100%.ts' }, '100%.ts'],
    [{ uri: 'a.ts', uriBaseId: 'LOOP' }, 'x/a.ts'],
  ])('is at %j the path %s', (artifactLocation, path) => {
    const run = {
      tool: { driver: { name: 'Scanner', rules: [{ id: 'R1' }] } },
      originalUriBaseIds: {
        ROOT: { uri: 'file:///work/acme/' },
        LIB: { uri: 'lib/', uriBaseId: 'ROOT' },
        LOOP: { uri: 'x/', uriBaseId: 'LOOP' },
      },
      artifacts: [{ location: { uri: 'src/indexed.ts' } }],
    };
    const locations = [{ physicalLocation: { artifactLocation } }];
    expect(findingOf({ run, result: { locations } }).location).toEqual({
      path,
    });
  });

  it.each([
    [
      'words, wherever it moves to in its file',
      { ...located('a.ts', 3), message: { text: 'Leak at a.ts:3 on line 3' } },
      { ...located('a.ts', 9), message: { text: 'Leak at a.ts:9 on line 9' } },
    ],
    [
      'fingerprint, whatever else changes',
      { ...located('a.ts'), fingerprints: { 'id/v1': 'x' } },
      {
        ...located('b.ts'),
        fingerprints: { 'id/v1': 'x' },
        message: { text: 'New words' },
      },
    ],
    [
      'partial fingerprint of its rule and place',
      { ...located('a.ts', 1), partialFingerprints: { hash: 'x:1' } },
      {
        ...located('a.ts', 2),
        partialFingerprints: { hash: 'x:1' },
        message: { text: 'New words' },
      },
    ],
    [
      'correlation, which is above all',
      { correlationGuid: 'c', fingerprints: { v1: 'x' } },
      { correlationGuid: 'c', fingerprints: { v1: 'y' }, ...located('b.ts') },
    ],
  ])('stays the same one by its %s', (_, before, after) => {
    const ids = [before, after].map(result => findingOf({ result }).externalId);
    expect(ids[0]).toBe(ids[1]);
  });

  it.each([
    ['file', located('a.ts'), located('b.ts')],
    [
      'words',
      { message: { text: 'Leak of a' } },
      { message: { text: 'Leak of b' } },
    ],
    [
      'place, as partial fingerprints are partial',
      { ...located('a.ts'), partialFingerprints: { hash: 'x:1' } },
      { ...located('b.ts'), partialFingerprints: { hash: 'x:1' } },
    ],
  ])('is another one by its %s', (_, one, other) => {
    const ids = [one, other].map(result => findingOf({ result }).externalId);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('was first seen when its scanner says so', () => {
    const provenance = { firstDetectionTimeUtc: '2025-05-05T05:05:05Z' };
    expect(findingOf({ result: { provenance } }).firstSeenAt).toBe(
      '2025-05-05T05:05:05Z',
    );
    expect(findingOf({}).firstSeenAt).toBe(AT);
  });
});
