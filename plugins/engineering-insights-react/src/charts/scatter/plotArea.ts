import { VALUE_AXIS_WIDTH } from '../ValueAxis';

/** Below this width a scatter shows percentiles and what stands out only. */
const NARROW_BELOW = 440;
const TOP = 12;
const EDGE = 8;
const LEVEL_LABELS_WIDTH = 68;

/** Where the points of a scatter lie, in pixels. */
export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly base: number;
  readonly isNarrow: boolean;
}

/** The place for points beside the axes; where it is wide, the labels of the levels have a place of their own. */
export function plotArea(size: {
  readonly width: number;
  readonly height: number;
  readonly axisHeight: number;
}): PlotArea {
  const isNarrow = size.width < NARROW_BELOW;
  return {
    left: VALUE_AXIS_WIDTH,
    right: size.width - (isNarrow ? EDGE : LEVEL_LABELS_WIDTH),
    top: TOP,
    base: size.height - size.axisHeight,
    isNarrow,
  };
}
