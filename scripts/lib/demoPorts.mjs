/** The port of the demo portal. */
export const portalPort = Number(process.env.PORTAL_PORT ?? 7007);

/** The port of the demo's source systems. */
export const playgroundPort = Number(process.env.PLAYGROUND_PORT ?? 7070);
