import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Has Node give up what nothing refers to, so that what is left is what is kept. */
export const collectGarbage: () => void = runInNewContext('gc');
