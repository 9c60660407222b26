import { useChartColors } from '../../colors';
import { useFormats } from '../../formats';
import { fitText, fitTwoLines } from '../fitText';
import type { PlotArea } from './plotArea';

export interface Stage {
  readonly id: string;
  readonly label: string;
}

export interface StageAxisProps {
  readonly area: PlotArea;
  readonly stages: readonly (Stage & { readonly count: number })[];
}

const FONT_SIZE = 11;
const SLANTED_BELOW = 56;
const LINE_HEIGHT = 14;
const SLANTED_LENGTH = 88;

/** The stages below a chart have so much room each. */
export function stageWidth(
  { left, right }: PlotArea,
  stageCount: number,
): number {
  return (right - left) / Math.max(stageCount, 1);
}

/** How high the axis is: many stages have slanted names. */
export function stageAxisHeight(width: number): number {
  return width < SLANTED_BELOW ? 76 : 52;
}

/** The stages that work goes through, in order, each with how many items are in it. */
export function StageAxis({ area, stages }: StageAxisProps) {
  const colors = useChartColors();
  const { t, count } = useFormats();
  const width = stageWidth(area, stages.length);
  const isSlanted = width < SLANTED_BELOW;
  return (
    <g aria-hidden fontSize={FONT_SIZE} fill={colors.axis}>
      <line
        x1={area.left}
        x2={area.right}
        y1={area.base}
        y2={area.base}
        stroke={colors.axis}
      />
      {stages.map((stage, index) => {
        const x = area.left + (index + 0.5) * width;
        const label = {
          text: stage.label,
          amount: t('chart.sample', { amount: count(stage.count) }),
        };
        return isSlanted ? (
          <text
            key={stage.id}
            textAnchor="end"
            transform={`translate(${x + 4},${area.base + 12})rotate(-40)`}
          >
            {fitText(`${count(stage.count)} ${label.text}`, {
              width: SLANTED_LENGTH,
              fontSize: FONT_SIZE,
            })}
          </text>
        ) : (
          <text key={stage.id} y={area.base + 1} textAnchor="middle">
            {[
              ...fitTwoLines(label.text, {
                width: width - 4,
                fontSize: FONT_SIZE,
              }),
              label.amount,
            ].map(line => (
              <tspan key={line} x={x} dy={LINE_HEIGHT}>
                {line}
              </tspan>
            ))}
          </text>
        );
      })}
      {stages.slice(1).map((stage, index) => (
        <line
          key={stage.id}
          x1={area.left + (index + 1) * width}
          x2={area.left + (index + 1) * width}
          y1={area.top}
          y2={area.base}
          stroke={colors.grid}
        />
      ))}
    </g>
  );
}
