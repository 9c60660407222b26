/** How high the charts of a section are. */
export const CHART_HEIGHT = 260;
/** How high those are that stand above each other about the same thing. */
export const HALF_CHART_HEIGHT = 190;
