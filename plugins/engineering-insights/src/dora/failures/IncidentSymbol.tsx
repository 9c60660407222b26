import { useChartColors } from '@sei-platform/plugin-engineering-insights-react';

/** A triangle: an incident that no deployment is known to have caused. */
export function IncidentSymbol() {
  const colors = useChartColors();
  return (
    <svg width={14} height={14} viewBox="-7 -7 14 14" aria-hidden>
      <path
        d="M0,-5L6,5L-6,5Z"
        fill="none"
        stroke={colors.muted}
        strokeWidth={1.75}
        strokeLinejoin="round"
      />
    </svg>
  );
}
