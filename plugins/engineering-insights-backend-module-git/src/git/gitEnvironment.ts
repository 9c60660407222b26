import { dirname } from 'node:path';
import type { Scheme } from '../address/parseRepositoryUrl';

/** Where an operator says which authorities vouch for hosts; no secret is in them. */
const CERTIFICATE_VARIABLES = [
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
];

/**
 * The whole environment of a git program: nothing of the backend's own gets
 * there but the search path and the certificates, so no setting of the machine and no secret does.
 */
export function gitEnvironment(options: {
  /** The file of `writeGitConfig`. */
  readonly configFile: string;
  /** A directory that holds nothing personal. */
  readonly home: string;
  /** The only way to speak to others; without one, there is none. */
  readonly scheme?: Scheme;
  readonly sshCommand?: string;
}): Record<string, string> {
  const { configFile, home, scheme, sshCommand } = options;
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: configFile,
    GIT_ATTR_NOSYSTEM: '1',
    // No repository around the mirrors is taken for one of them.
    GIT_CEILING_DIRECTORIES: dirname(home),
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ALLOW_PROTOCOL: scheme ?? 'none',
    // A mirror never asks for what it left out.
    GIT_NO_LAZY_FETCH: '1',
    ...certificateSettings(),
    ...(sshCommand && { GIT_SSH_COMMAND: sshCommand, GIT_SSH_VARIANT: 'ssh' }),
  };
}

function certificateSettings(): Record<string, string> {
  return Object.fromEntries(
    CERTIFICATE_VARIABLES.flatMap(name => {
      const value = process.env[name];
      return value ? [[name, value]] : [];
    }),
  );
}
