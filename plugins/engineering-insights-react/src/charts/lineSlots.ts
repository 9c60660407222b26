/** Which line has which colour: an id at each colour's place, or none. */
export type LineSlots = readonly (string | undefined)[];

/** The first lines, one for each colour. */
export function firstSlots(
  ids: readonly string[],
  colorCount: number,
): LineSlots {
  return Array.from({ length: colorCount }, (_, index) => ids[index]);
}

/** Takes a line's colour away, or gives it one: a free one, else that of the line which is given as the next to lose it. */
export function toggleLine(
  slots: LineSlots,
  id: string,
  nextToLose: string | undefined,
): LineSlots {
  if (slots.includes(id))
    return slots.map(slot => (slot === id ? undefined : slot));
  const free = slots.indexOf(undefined);
  const index = free >= 0 ? free : Math.max(0, slots.indexOf(nextToLose));
  return slots.map((slot, at) => (at === index ? id : slot));
}
