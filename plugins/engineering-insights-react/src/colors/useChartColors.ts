import { useTheme } from '@material-ui/core/styles';
import { CHART_COLORS } from './colors';
import type { ChartColors } from './colors';

/** The chart colours of the portal's present theme. */
export function useChartColors(): ChartColors {
  const theme = useTheme();
  return CHART_COLORS[theme.palette.type === 'dark' ? 'dark' : 'light'];
}
