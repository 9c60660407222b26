import { toCsv } from './toCsv';

describe('toCsv', () => {
  const one = (value: string | number | boolean | undefined) =>
    toCsv([{ header: 'a', value: () => value }], [{}]).split('\r\n')[1];

  it.each([
    ['plain', 'plain'],
    [undefined, ''],
    [0, '0'],
    [-5, '-5'],
    [false, 'false'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-2', "'-2"],
    ['@cmd', "'@cmd"],
    ['\t=1', '"\'\t\'=1"'],
    ['\r=1', '"\'\r\'=1"'],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠SUM(1)', "'＠SUM(1)"],
    ['a;=1', '"a;\'=1"'],
    ['a; b', '"a; b"'],
    ['a=1', 'a=1'],
    ['well-known', 'well-known'],
    ['-5.5e3', "'-5.5e3"],
    [-5.5e3, '-5500'],
    [1e21, '1e+21'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ])('writes %j as %s', (value, expected) => {
    expect(one(value)).toBe(expected);
  });

  it('ends every line, the header too', () => {
    expect(
      toCsv([{ header: 'x (seconds)', value: (row: number) => row }], [1, 2]),
    ).toBe('x (seconds)\r\n1\r\n2\r\n');
  });

  const SEPARATORS = [',', ';', '\t'];
  const SIGNS = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
  const BEFORE = [
    '',
    ' ',
    '"',
    '""',
    ';',
    '; ',
    ';"',
    '\t',
    '\n',
    '\r\n',
    'a;',
    'a,',
    'a\t',
    'a"\n',
    "'",
  ];

  /** The cells as a spreadsheet reads them that separates them so: quotes count at the begin of a cell alone. */
  function readCells(text: string, separator: string): string[] {
    const cells: string[] = [];
    for (let rest = `${text}\n`; rest !== ''; ) {
      const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
      const behind = quoted ? rest.slice(quoted[0].length) : rest;
      const end = behind.search(new RegExp(`[${separator}\r\n]`));
      cells.push(
        (quoted?.[1].replaceAll('""', '"') ?? '') + behind.slice(0, end),
      );
      rest = behind.slice(end + 1);
    }
    return cells;
  }

  it.each(SEPARATORS)(
    'has no formula in any cell where cells are separated by %j',
    separator => {
      const texts = SIGNS.flatMap(sign =>
        BEFORE.map(before => `${before}${sign}cmd|' /C calc'!A0`),
      );
      const text = toCsv(
        [
          { header: '=header', value: (row: string) => row },
          { header: 'number', value: () => -1 },
          { header: 'again', value: (row: string) => row },
        ],
        texts,
      );
      const cells = readCells(text, separator);
      expect(cells[0]).toMatch(/^'=header/);
      const formulas = cells.filter(
        cell => /^ *[=+\-@＝＋－＠]/.test(cell) && !/^-1(,|;|\t|$)/.test(cell),
      );
      expect(formulas).toEqual([]);
    },
  );
});
