/** What is wished of a figure. */
export interface Aim {
  readonly comparison: 'atLeast' | 'below';
  readonly bound: number;
}

/** One measured number; without an aim it stands beside one that has. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly aim?: Aim;
}

export function isMet({ value, aim }: Figure): boolean | undefined {
  if (!aim) return undefined;
  return aim.comparison === 'atLeast' ? value >= aim.bound : value < aim.bound;
}

function aimText({ aim, unit }: Figure): string | undefined {
  if (!aim) return undefined;
  return [aim.comparison === 'atLeast' ? '≥' : '<', aim.bound, unit]
    .join(' ')
    .trim();
}

const rounded = (value: number) => Number(value.toPrecision(3));

/** A figure as one line of JSON. */
export function figureLine(figure: Figure): string {
  const { name, value, unit } = figure;
  return JSON.stringify({
    name,
    value: rounded(value),
    unit,
    aim: aimText(figure),
    met: isMet(figure),
  });
}

/** All figures as a Markdown table. */
export function figureTable(figures: readonly Figure[]): string {
  const verdict = (figure: Figure) =>
    ({ true: 'yes', false: 'no', undefined: '' }[`${isMet(figure)}`]);
  const rows = figures.map(figure => [
    figure.name,
    [rounded(figure.value), figure.unit].join(' ').trim(),
    aimText(figure) ?? '',
    verdict(figure),
  ]);
  return [
    ['Figure', 'Value', 'Aim', 'Met'],
    ['---', '---', '---', '---'],
    ...rows,
  ]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}
