import { join } from 'node:path';

/** Where the new portal is in the folder of the check. */
export function portalFolder(folder) {
  return join(folder, 'portal');
}
