import type { PluginConfig } from '../readPluginConfig';
import type { ListedActors } from '../database/operations/people/listedActors';
import { identityKey } from '../database/operations/facts/storeIdentity';
import { knownMachines, type MachineName } from './knownMachines';

/** The kind of each account that is known by its name in one of these sources: what the configuration says, and what everybody knows. */
export function listActors(options: {
  readonly sources: readonly string[];
  readonly config: Pick<PluginConfig, 'actors'>;
  readonly identitySalt: string;
}): ListedActors {
  const { sources, config, identitySalt } = options;
  const { humans, bots, agents } = config.actors;
  const named: MachineName[] = [
    ...bots.map(name => ({ name, actor: 'bot' as const })),
    ...agents.map(name => ({ name, actor: 'agent' as const })),
    ...humans.map(name => ({ name, actor: 'human' as const })),
  ];
  return new Map(
    sources.flatMap(source =>
      [...knownMachines(source), ...named].flatMap(({ name, actor }) => {
        // An address stands for its owner as a login does.
        const key = identityKey({ source, login: name }, identitySalt);
        return key ? [[key, actor] as const] : [];
      }),
    ),
  );
}
