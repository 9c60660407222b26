import { useChartColors } from '../../colors';
import type { MarkKind } from './timelineMarks';

/** Dot for a success, cross for a failure, diamond for a rollback, ring for what did not deploy. */
export function MarkShape({
  kind,
  size = 5,
}: {
  readonly kind: MarkKind;
  readonly size?: number;
}) {
  const colors = useChartColors();
  switch (kind) {
    case 'failed':
      return (
        <path
          d={`M${-size},${-size}L${size},${size}M${-size},${size}L${size},${-size}`}
          stroke={colors.failed}
          strokeWidth={2.5}
          strokeLinecap="round"
        />
      );
    case 'rollback':
      return (
        <path
          d={`M0,${-size - 1}L${size + 1},0L0,${size + 1}L${-size - 1},0Z`}
          fill={colors.rollback}
        />
      );
    case 'notDeployed':
      return (
        <circle
          r={size - 1}
          fill="none"
          stroke={colors.muted}
          strokeWidth={1.75}
        />
      );
    default:
      return (
        <circle
          r={size}
          fill={colors.series}
          stroke={colors.paper}
          strokeWidth={1}
        />
      );
  }
}

/** A mark outside of the chart, for a legend or a table. */
export function MarkSymbol({ kind }: { readonly kind: MarkKind }) {
  return (
    <svg
      width={14}
      height={14}
      viewBox="-7 -7 14 14"
      aria-hidden
      style={{ flex: 'none' }}
    >
      <MarkShape kind={kind} size={4.5} />
    </svg>
  );
}
