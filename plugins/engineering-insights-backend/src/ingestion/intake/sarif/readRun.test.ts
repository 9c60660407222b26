import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { combineReports } from './combineReports';
import { keepRun } from './keepRun';
import { readRun } from './readRun';
import type { Report } from './Report';

const FOLDER = resolve(__dirname, '../__fixtures__/sarif');
const ARRIVAL = '2026-01-01T00:00:00.000Z';

function readReport(name: string): Report {
  const text = readFileSync(resolve(FOLDER, `${name}.sarif.json`), 'utf8');
  const reports = JSON.parse(text).runs.map((run: never, index: number) => {
    const body = keepRun({ run });
    return readRun({ index, body, observedAt: ARRIVAL }).report!;
  });
  const [report] = combineReports(reports);
  return report;
}

/** What DefectDojo's tests of its own reading of the same reports expect. */
const EXPECTED = [
  {
    name: 'SuppressionTestCurrent',
    count: 4,
    findings: { 0: { title: 'New suppressed result.' } },
  },
  { name: 'appendix_k1', count: 0, findings: {} },
  {
    name: 'appendix_k2',
    count: 1,
    findings: {
      0: {
        title: 'Variable "count" was used without being initialized.',
        location: { path: 'src/collections/list.cpp', line: 15 },
      },
    },
  },
  {
    name: 'codeQL-output',
    count: 72,
    findings: {
      7: {
        severity: 'high',
        location: { path: 'good/mod_user.py', line: 33 },
      },
    },
  },
  {
    name: 'dependency_check',
    count: 13,
    findings: {
      0: {
        location: {
          path: '/src/.venv/lib/python3.9/site-packages/tastypie_swagger/static/tastypie_swagger/js/lib/handlebars-1.0.0.js',
        },
      },
      6: {
        severity: 'high',
        title: expect.stringMatching(
          /^CVE-2019-11358 - jQuery before 3.4.0, as used in Drupal, /,
        ),
        identifiers: ['CVE-2019-11358'],
      },
    },
  },
  {
    name: 'flawfinder',
    count: 53,
    findings: {
      0: {
        severity: 'high',
        rule: 'FF1048',
        identifiers: ['CWE-327'],
        location: { path: 'src/tree/param.cc', line: 29 },
      },
      // DefectDojo calls a note Info, which is lower than all of our words.
      20: {
        severity: 'low',
        sourceSeverity: 'note',
        rule: 'FF1004',
        identifiers: ['CWE-120'],
        location: { path: 'src/common/io.cc', line: 31 },
      },
      52: {
        severity: 'high',
        rule: 'FF1021',
        title:
          "The scanf() family's %s operation, without a limit specification, permits buffer overflows (CWE-120, CWE-20).",
        identifiers: ['CWE-120', 'CWE-20'],
        location: { path: 'src/cli_main.cc', line: 482 },
      },
    },
  },
  { name: 'issue_10191', count: 77, findings: {} },
  {
    // DefectDojo makes one of each place of a result; it is one problem of several places.
    name: 'njsscan',
    count: 2,
    findings: {
      0: {
        location: { path: '/src/index.js', line: 321 },
        identifiers: ['CWE-327'],
      },
      1: {
        location: { path: '/src/index.js', line: 235 },
        identifiers: ['CWE-798'],
      },
    },
  },
  { name: 'spotbugs', count: 56, findings: {} },
  {
    name: 'taint-python-report',
    count: 11,
    findings: {
      0: { location: { path: '/home/user/dd/dojo/tools/veracode/parser.py' } },
      2: {
        location: {
          path: '/home/user/dd/dojo/tools/qualys_infrascan_webgui/parser.py',
          line: 169,
        },
      },
      6: { severity: 'high' },
    },
  },
];

describe('readRun', () => {
  it.each(EXPECTED)(
    'finds in the recorded report $name what DefectDojo finds',
    ({ name, count, findings }) => {
      const report = readReport(name);
      expect(report.findings).toHaveLength(count);
      for (const [index, expected] of Object.entries(findings))
        expect(report.findings[Number(index)]).toMatchObject(expected);
      // Each problem is one row, also where a report has it twice alike.
      const ids = report.findings.map(({ externalId }) => externalId);
      expect(new Set(ids).size).toBe(count);
    },
  );

  it('names what the standard does not allow and reads the rest', () => {
    expect(readReport('flawfinder').invalid).toEqual([
      {
        index: 0,
        path: 'runs.0.results.52.message',
        message: 'Invalid input: expected object, received undefined',
      },
    ]);
  });

  it('gives findings the time of the end of their run, and of their arrival where it tells none', () => {
    expect(readReport('njsscan')).toMatchObject({
      at: '2021-03-23T00:10:48.000Z',
      isSuccessful: true,
    });
    expect(readReport('spotbugs')).toMatchObject({
      at: ARRIVAL,
      isSuccessful: false,
    });
    expect(readReport('codeQL-output')).toMatchObject({
      at: ARRIVAL,
      isSuccessful: undefined,
    });
  });

  it('keeps no line of anybody’s code', () => {
    const path = resolve(FOLDER, 'codeQL-output.sarif.json');
    const [run] = JSON.parse(readFileSync(path, 'utf8')).runs;
    expect(JSON.stringify(run)).toContain('"snippet"');
    const kept = JSON.stringify(keepRun({ run }));
    expect(kept).not.toMatch(/"snippet"|"codeFlows"|"contextRegion"|"help"/);
    expect(kept.length).toBeLessThan(JSON.stringify(run).length / 4);
  });

  it('does not believe a clock that runs ahead', () => {
    const invocations = [
      { executionSuccessful: true, endTimeUtc: '2027-01-01T00:00:00Z' },
    ];
    const body = { run: { tool: { driver: { name: 'x' } }, invocations } };
    const { report } = readRun({ index: 0, body, observedAt: ARRIVAL });
    expect(report?.at).toBe(ARRIVAL);
  });

  it('names each field of a run that is none', () => {
    const body = { run: { tool: { driver: {} }, results: 'none' } };
    expect(readRun({ index: 3, body, observedAt: ARRIVAL })).toEqual({
      invalid: [
        {
          index: 3,
          path: 'runs.3.tool.driver.name',
          message: 'Invalid input: expected string, received undefined',
        },
        {
          index: 3,
          path: 'runs.3.results',
          message: 'Invalid input: expected array, received string',
        },
      ],
    });
  });
});
