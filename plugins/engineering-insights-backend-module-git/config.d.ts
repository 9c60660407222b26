import type { HumanDuration } from '@backstage/types';

export interface Config {
  engineeringInsights?: {
    sources?: {
      /**
       * Git repositories that are read with the `git` program, without any
       * account and any token. Nothing is read that `allow` does not name.
       */
      git?: Array<{
        /**
         * What may be read: `https://git.example.org/` or a part of it such as
         * `https://git.example.org/acme/`, `http://…` (only where it is written
         * so), `ssh://git@git.example.org/`, or an absolute directory. A host
         * alone stands for `https://` and that host.
         */
        allow: string[];
        /**
         * Networks with private addresses that names of `allow` may stand for,
         * such as `10.0.0.0/8`. Without them such a host is refused. A host that
         * `allow` names by its address needs no entry.
         */
        privateNetworks?: string[];
        /**
         * Reads the source location of a Component that no annotation of a
         * source names and whose host is not among `integrations`.
         * `false` by default.
         */
        useSourceLocation?: boolean;
        /** How `ssh://` is spoken. Needed where `allow` names such an address. */
        ssh?: {
          /** The file with the private key, readable by the backend alone. */
          identityFile: string;
          /** The file with the keys of the hosts, as `ssh-keyscan` writes it. */
          knownHostsFile: string;
        };
        /**
         * Where the mirrors are kept. Below `backend.workingDirectory` by
         * default, else below the directory for temporary files. They may be
         * lost at any time.
         */
        cacheDirectory?: string;
        /**
         * The mirrors that were not used for longest are dropped beyond this
         * many megabytes. 10000 by default.
         */
        cacheMegabytes?: number;
        /**
         * How long one clone or fetch may take. 30 minutes by default.
         */
        fetchTimeout?: HumanDuration | string;
      }>;
    };
  };
}
