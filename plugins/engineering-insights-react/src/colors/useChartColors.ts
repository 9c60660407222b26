import { useTheme } from '@material-ui/core/styles';
import { useIsPrinting } from '../hooks';
import { CHART_COLORS } from './colors';
import type { ChartColors } from './colors';

/** The chart colours of the portal's present theme; on paper those for white. */
export function useChartColors(): ChartColors {
  const theme = useTheme();
  const isPrinting = useIsPrinting();
  const isDark = theme.palette.type === 'dark' && !isPrinting;
  return CHART_COLORS[isDark ? 'dark' : 'light'];
}
