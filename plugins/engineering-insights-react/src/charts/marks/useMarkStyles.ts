import { makeStyles } from '@material-ui/core/styles';

/** How a mark shows that it has the focus, is pointed at, or has just arrived: by the halo inside it. */
export const useMarkStyles = makeStyles(theme => ({
  mark: {
    cursor: 'pointer',
    '&:focus': { outline: 'none' },
    '&:focus-visible $halo': {
      stroke: theme.palette.primary.main,
      strokeWidth: 2,
    },
    '&:hover $halo': { stroke: theme.palette.text.secondary, strokeWidth: 1 },
  },
  halo: { fill: 'transparent' },
  fresh: { stroke: theme.palette.primary.main, strokeWidth: 2.5 },
}));
