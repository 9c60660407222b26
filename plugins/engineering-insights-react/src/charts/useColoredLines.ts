import { useState } from 'react';
import { useChartColors } from '../colors';
import type { ChartPart } from './ChartPeriod';
import { firstSlots, toggleLine } from './lineSlots';

interface Choice {
  /** A line's place among the colours. */
  readonly slots: readonly (string | undefined)[];
  /** In the order in which they got their colour. */
  readonly order: readonly string[];
}

type UncoloredLine = Omit<ChartPart, 'color'> & { readonly color?: string };

/** Which lines have a colour: all, or of more than there are colours those that the reader chose, at first the first. */
export function useColoredLines<TLine extends UncoloredLine>(
  lines: readonly TLine[],
) {
  const { lines: palette } = useChartColors();
  const [choice, setChoice] = useState<Choice>();
  const ids = lines.map(({ id }) => id);
  const slots = (choice?.slots ?? firstSlots(ids, palette.length)).map(id =>
    id !== undefined && ids.includes(id) ? id : undefined,
  );
  const order = (choice?.order ?? ids).filter(id => slots.includes(id));
  const colored = lines.flatMap((line): ChartPart[] => {
    const slot = slots.indexOf(line.id);
    return slot < 0 ? [] : [{ ...line, color: line.color ?? palette[slot] }];
  });
  return {
    colored,
    grey: lines.filter(line => !slots.includes(line.id)),
    isMany: lines.length > palette.length,
    toggle: (id: string) =>
      setChoice({
        slots: toggleLine(slots, id, order[0]),
        order: [...order.filter(other => other !== id), id],
      }),
  };
}
