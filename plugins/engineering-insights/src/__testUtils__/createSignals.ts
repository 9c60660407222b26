import type { SignalApi } from '@backstage/plugin-signals-react';
import type { JsonObject } from '@backstage/types';
import { liveKeyOf } from './liveKeyOf';

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
      const entityKeys = entityRefs.map(liveKeyOf);
      for (const listener of listeners) listener({ entityKeys });
    },
  };
}
