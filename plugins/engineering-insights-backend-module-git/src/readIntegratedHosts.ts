import type { Config } from '@backstage/config';

/** The hosts that `integrations` names, of whatever kind: their own modules read them. */
export function readIntegratedHosts(config: Config): readonly string[] {
  const integrations = config.getOptionalConfig('integrations');
  return (integrations?.keys() ?? []).flatMap(kind =>
    (integrations?.getOptionalConfigArray(kind) ?? []).flatMap(
      entry => entry.getOptionalString('host') ?? [],
    ),
  );
}
