import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Server, utils } from 'ssh2';

/** A real SSH server that lets one key run `git-upload-pack`, and nothing else. */
export async function startSshServer(directory: string) {
  const hostKey = createKey(join(directory, 'host'));
  const identityFile = join(directory, 'identity');
  const known = utils.parseKey(createKey(identityFile).publicKey);
  if (known instanceof Error) throw known;
  const server = new Server({ hostKeys: [hostKey.privateKey] }, client => {
    // Clients that are refused hang up.
    client.on('error', () => undefined);
    client.on('authentication', context => {
      const isKnown =
        context.username === 'git' &&
        context.method === 'publickey' &&
        context.key.data.equals(known.getPublicSSH());
      if (isKnown) context.accept();
      else context.reject(['publickey']);
    });
    client.on('session', accept => {
      const session = accept();
      session.on('env', acceptEnv => acceptEnv?.());
      session.on('exec', (acceptExec, _reject, { command }) => {
        const channel = acceptExec();
        const [, path] = /^git-upload-pack '(\/[^']*)'$/.exec(command) ?? [];
        const child = spawn('git-upload-pack', [path ?? '/nothing']);
        channel.pipe(child.stdin);
        child.stdin.on('error', () => undefined);
        child.stdout.pipe(channel, { end: false });
        child.stderr.pipe(channel.stderr, { end: false });
        child.on('close', code => {
          channel.exit(code ?? 1);
          channel.end();
        });
      });
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const knownHostsFile = join(directory, 'known_hosts');
  writeFileSync(knownHostsFile, `[127.0.0.1]:${port} ${hostKey.publicKey}`);
  return {
    origin: `ssh://git@127.0.0.1:${port}`,
    identityFile,
    knownHostsFile,
    createKey: (name: string) => {
      createKey(join(directory, name));
      return join(directory, name);
    },
    stop: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}

function createKey(file: string) {
  execFileSync('ssh-keygen', [
    '-q',
    '-t',
    'ed25519',
    '-N',
    '',
    '-C',
    'test',
    '-f',
    file,
  ]);
  return {
    privateKey: readFileSync(file),
    publicKey: readFileSync(`${file}.pub`, 'utf8'),
  };
}
