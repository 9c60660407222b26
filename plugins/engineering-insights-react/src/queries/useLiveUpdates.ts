import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { engineeringInsightsApiRef } from '../api';
import { createPacer } from './createPacer';
import { queryKeys } from './queryKeys';

const POLL_INTERVAL_MS = 60_000;
// A signal is sent once and not kept, so one that was lost is made up for.
const POLL_INTERVAL_WITH_SIGNALS_MS = 5 * 60_000;
// While a lot arrives there is a message a second, and a page asks several questions.
const PAUSE_MS = 2_000;

type ChangedMessage = { entityKeys: string[] };

/**
 * Reads an entity's numbers again when a live message names it, and at intervals: each minute where there are none.
 * What Explain shows stays as it is, so that nothing moves under a reader; the count returned says that there is
 * something newer.
 */
export function useLiveUpdates(entity: EntityName): {
  readonly changeCount: number;
} {
  const api = useApi(engineeringInsightsApiRef);
  const signals = useApiHolder().get(signalApiRef);
  const queryClient = useQueryClient();
  const entityRef = stringifyEntityRef(entity);
  const [changeCount, setChangeCount] = useState(0);

  useEffect(() => {
    const queryKey = queryKeys.entity(entity);
    const refetch = () =>
      queryClient.invalidateQueries({
        queryKey,
        predicate: query => query.queryKey[2] !== 'explain',
      });
    const pacer = createPacer({ work: refetch, pauseMs: PAUSE_MS });
    const over = new AbortController();
    let stop = () => {};

    const poll = (intervalMs: number) => {
      const timer = setInterval(pacer.ask, intervalMs);
      return () => clearInterval(timer);
    };
    const readKey = async () => {
      try {
        return await api.getLiveKey({ entity, signal: over.signal });
      } catch {
        // What is wrong, the page's own questions tell; without the key they are asked at intervals.
        return undefined;
      }
    };
    const listen = async () => {
      const live = signals && (await readKey());
      if (over.signal.aborted) return;
      if (!signals || !live) {
        stop = poll(POLL_INTERVAL_MS);
        return;
      }
      const subscription = signals.subscribe<ChangedMessage>(
        live.channel,
        message => {
          if (!message.entityKeys?.includes(live.key)) return;
          setChangeCount(count => count + 1);
          pacer.ask();
        },
      );
      const stopPolling = poll(POLL_INTERVAL_WITH_SIGNALS_MS);
      stop = () => {
        stopPolling();
        subscription.unsubscribe();
      };
    };
    listen();
    return () => {
      over.abort();
      pacer.stop();
      stop();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the entity is named by its ref
  }, [api, signals, queryClient, entityRef]);

  return { changeCount };
}
