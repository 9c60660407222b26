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
    ['\t=1', "'\t=1"],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ])('writes %j as %s', (value, expected) => {
    expect(one(value)).toBe(expected);
  });

  it('ends every line, the header too', () => {
    expect(
      toCsv([{ header: 'x (seconds)', value: (row: number) => row }], [1, 2]),
    ).toBe('x (seconds)\r\n1\r\n2\r\n');
  });
});
