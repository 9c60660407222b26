import { join } from 'node:path';
import { dataFolder, logFolder } from './paths.mjs';

/** The port of the demo portal. */
const portalPort = Number(process.env.PORTAL_PORT ?? 7007);

/** The demo of this checkout; each port has data of its own, so that two may run at once. */
export const demo = {
  portalPort,
  playgroundPort: Number(process.env.PLAYGROUND_PORT ?? 7070),
  /** What must survive a restart: the database, and what the playground did. */
  dataFolder: join(dataFolder, `demo-${portalPort}`),
  logFolder: join(logFolder, `demo-${portalPort}`),
};
