import type { JsonObject } from '@backstage/types';
import type { Stream } from '@sei-platform/plugin-engineering-insights-node';
import { parseScopeId } from '../azureScope';
import type { AzureDevopsClient } from '../client';
import type { Directory } from '../createDirectory';
import { instantOf } from '../instantOf';
import { normalizeWorkItem } from '../normalize/workItems';
import { readByTime, type TimeCursor } from './readByTime';
import {
  listWorkItems,
  toItems,
  type WorkItem,
  type WorkItemReading,
} from './workItemDetails';

/** Each that was ever changed asks for its changes. */
const AT_ONCE = 10;

/** Work items of an area, by the time of their last change. */
export function workItemsStream(
  client: AzureDevopsClient,
  directory: Directory,
): Stream<TimeCursor> {
  const { baseUrl } = client;
  return {
    name: 'work-items',
    produces: ['issue'],
    personal: ['/workItem/assignedTo/id', '/workItem/assignedTo/uniqueName'],
    identify(item) {
      const { workItem } = item as { workItem: JsonObject };
      return {
        externalId: String(workItem.id),
        updatedAt: instantOf(workItem.changedAt),
      };
    },
    async *read({ scope, signal, ...options }) {
      const area = parseScopeId(scope.externalId);
      if (area.kind !== 'area') return;
      const reading: WorkItemReading = { client, directory, ...area, signal };
      const order = options.direction === 'live' ? 'asc' : 'desc';
      yield* readByTime<WorkItem>(
        {
          readBetween: range => listWorkItems(reading, { ...range, order }),
          idOf: ({ id }) => String(id),
          timeOf: ({ fields }) => instantOf(fields['System.ChangedDate']),
          toItems: workItems => toItems(reading, workItems),
          atOnce: AT_ONCE,
        },
        options,
      );
    },
    normalize: item => normalizeWorkItem(item, { baseUrl }),
  };
}
