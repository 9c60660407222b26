import type { SignalApi } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import { createHash } from 'node:crypto';

type Listener = (message: JsonObject) => void;

/** The live messages of a portal, sent by a test. */
export function createSignals() {
  const listeners = new Set<Listener>();
  const signals: SignalApi = {
    subscribe: (_, onMessage) => {
      const listener = onMessage as Listener;
      listeners.add(listener);
      return { unsubscribe: () => listeners.delete(listener) };
    },
  };
  return {
    signals,
    /** How many listen at the moment. */
    listenerCount: () => listeners.size,
    /** Says, as the backend does, that something of these entities changed. */
    sendChanged: (...entityRefs: string[]) => {
      const entityHashes = entityRefs.map(ref =>
        createHash('sha256').update(ref).digest('hex').slice(0, 16),
      );
      for (const listener of listeners) listener({ entityHashes });
    },
  };
}
