export interface CsvColumn<TRow> {
  /** Names the unit where there is one: "lead time, median (seconds)". */
  readonly header: string;
  readonly value: (row: TRow) => string | number | boolean | undefined;
}

// A spreadsheet runs a cell that begins so as a formula; OWASP, "CSV Injection".
const FORMULA_START = /^([\t\r\n]|[ "]*[=+\-@＝＋－＠])/;
// Where it separates cells otherwise than by commas, a cell of its begins in the middle of one of ours.
const INNER_START = /([;\t\r\n])(?=[ "]*[=+\-@＝＋－＠])/g;

function withoutFormulas(value: string): string {
  const text = value.replace(INNER_START, "$1'");
  return FORMULA_START.test(value) ? `'${text}` : text;
}

function toCell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = withoutFormulas(value);
  return /[",;\t\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Rows as RFC 4180 text; what is not known is an empty cell, and no cell is a formula. */
export function toCsv<TRow>(
  columns: readonly CsvColumn<TRow>[],
  rows: readonly TRow[],
): string {
  const lines = [
    columns.map(column => toCell(column.header)),
    ...rows.map(row => columns.map(column => toCell(column.value(row)))),
  ];
  return `${lines.map(line => line.join(',')).join('\r\n')}\r\n`;
}
