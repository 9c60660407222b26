import useMediaQuery from '@material-ui/core/useMediaQuery';

/** Whether the reader points with a finger, so that texts can name the right gesture. */
export function useCoarsePointer(): boolean {
  return useMediaQuery('(pointer: coarse)');
}
