import { createServer } from 'node:net';

/** A port of this machine that nothing listens on. */
export async function findFreePort() {
  return listenOnce({ port: 0, host: '127.0.0.1' });
}

/** Whether nothing listens on a port of this machine. */
export async function isPortFree(port) {
  // A browser may take localhost for either address.
  for (const host of ['127.0.0.1', '::1']) {
    try {
      await listenOnce({ port, host });
    } catch (error) {
      if (error.code === 'EADDRINUSE') return false;
      // A machine without IPv6 has no ::1 to listen on.
      if (host === '127.0.0.1') throw error;
    }
  }
  return true;
}

async function listenOnce({ port, host }) {
  const server = createServer();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: boundPort } = server.address();
  await new Promise(resolve => server.close(resolve));
  return boundPort;
}
