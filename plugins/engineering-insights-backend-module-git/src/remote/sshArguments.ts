import type { SshSettings } from '../GitSource';

/** What ssh is told, so that it neither asks nor reads any other configuration, key or list of hosts. */
export function sshArguments(options: {
  readonly ssh: SshSettings;
  readonly hostname: string;
  readonly port?: number;
  /** The one that was checked. */
  readonly address: string;
}): string[] {
  const { ssh, hostname, port, address } = options;
  const settings = {
    BatchMode: 'yes',
    ClearAllForwardings: 'yes',
    ConnectTimeout: '20',
    ForwardAgent: 'no',
    GlobalKnownHostsFile: '/dev/null',
    // Hosts are known by their name, whatever address that has today.
    HostKeyAlias: port ? `[${hostname}]:${port}` : hostname,
    HostName: address,
    IdentitiesOnly: 'yes',
    IdentityFile: ssh.identityFile,
    PasswordAuthentication: 'no',
    PermitLocalCommand: 'no',
    StrictHostKeyChecking: 'yes',
    UpdateHostKeys: 'no',
    UserKnownHostsFile: ssh.knownHostsFile,
  };
  return [
    '-F',
    'none',
    ...Object.entries(settings).flatMap(([name, value]) => [
      '-o',
      `${name}=${value}`,
    ]),
  ];
}
