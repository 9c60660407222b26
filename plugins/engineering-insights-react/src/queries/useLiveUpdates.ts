import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { EntityName } from '@sei-platform/plugin-engineering-insights-common';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { hashEntityRef } from './hashEntityRef';
import { queryKeys } from './queryKeys';

export const CHANGED_CHANNEL = 'engineering-insights:changed';
const POLL_INTERVAL_MS = 60_000;
// A signal is sent once and not kept, so one that was lost is made up for.
const POLL_INTERVAL_WITH_SIGNALS_MS = 5 * 60_000;

type ChangedMessage = { entityHashes: string[] };

/**
 * Reads an entity's numbers again when a live message names it, and at intervals: each minute where there are none.
 * What Explain shows stays as it is, so that nothing moves under a reader; the count returned says that there is
 * something newer.
 */
export function useLiveUpdates(entity: EntityName): {
  readonly changeCount: number;
} {
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
    let isOver = false;
    let stop = () => {};

    const poll = (intervalMs: number) => {
      const timer = setInterval(refetch, intervalMs);
      return () => clearInterval(timer);
    };
    const listen = async () => {
      const hash = signals && (await hashEntityRef(entityRef));
      if (isOver) return;
      if (!signals || !hash) {
        stop = poll(POLL_INTERVAL_MS);
        return;
      }
      const subscription = signals.subscribe<ChangedMessage>(
        CHANGED_CHANNEL,
        message => {
          if (!message.entityHashes?.includes(hash)) return;
          setChangeCount(count => count + 1);
          refetch();
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
      isOver = true;
      stop();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the entity is named by its ref
  }, [signals, queryClient, entityRef]);

  return { changeCount };
}
