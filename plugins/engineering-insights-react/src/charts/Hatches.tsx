import type { ChartPart } from './ChartPeriod';

/** The fill of what is only part of a period, or stands for what is not known. */
export function hatchFill(prefix: string, part: ChartPart): string {
  return `url(#${prefix}-${part.id})`;
}

/** Inside a chart: the patterns that `hatchFill` names; the prefix is unique on the page. */
export function Hatches({
  parts,
  prefix,
}: {
  readonly parts: readonly ChartPart[];
  readonly prefix: string;
}) {
  return (
    <defs>
      {parts.map(part => (
        <pattern
          key={part.id}
          id={`${prefix}-${part.id}`}
          width={5}
          height={5}
          patternUnits="userSpaceOnUse"
          patternTransform={part.isHatched ? 'rotate(-45)' : 'rotate(45)'}
        >
          {part.isHatched ? (
            // Thin and the other way round, to be told from a part of a period.
            <rect width={1} height={5} fill={part.color} />
          ) : (
            <>
              <rect width={3} height={5} fill={part.color} />
              <rect
                x={3}
                width={2}
                height={5}
                fill={part.color}
                opacity={0.3}
              />
            </>
          )}
        </pattern>
      ))}
    </defs>
  );
}
